"""The entry of the dashboard: the server imports it and finds the application, a visitor's run draws the page."""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SIDEBAR_WIDTH = 224  # pixels
if str(FOLDER.parent) not in sys.path:
    sys.path.insert(0, str(FOLDER.parent))

if __name__ != "__mp_main__":  # worker processes import the entry of their parent too, and need nothing of it
    import streamlit as st
    from starlette.middleware import Middleware
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from dashboard import database, filters, navigation
    from dashboard.sections import registry_notice
    from dashboard.server import health, lifespan, middleware, printing, ready_downloads, signed_in
    from dashboard.server.guard import Guard
    from dashboard.wording import labels

    if get_script_run_ctx(suppress_warning=True) is None:
        app = st.App(
            __file__,
            middleware=[Middleware(Guard), *middleware.MIDDLEWARE],
            routes=[*health.ROUTES, *middleware.ROUTES, *printing.ROUTES, *ready_downloads.ROUTES],
            lifespan=lifespan.lifespan,
            on_script_error=lifespan.apologise,
        )
        if __name__ == "__main__":
            app.run()
    else:
        # The icon first: without one of its own the tab takes the page's, which the browser would fetch from outside.
        st.set_page_config(page_icon=navigation.ICON, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
        build = database.current()
        page = st.navigation(navigation.pages(build))
        st.set_page_config(page_title=f"{page.title} · {labels.PRODUCT}")
        with st.sidebar:
            signed_in.draw()
            if build:  # else there is no warehouse yet, and nothing to choose from
                filters.search(build)
                filters.draw(build)
        registry_notice.draw(page.url_path, build)
        page.run()
