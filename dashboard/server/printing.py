"""Addresses outside Streamlit: one society as a page for the printer."""

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import database, page
from dashboard.documents.society import SocietyContent
from dashboard.documents.society_html import society_html
from dashboard.queries import Filters, basis, notes, society, versions

_YEAR = re.compile(r"\d{4}", re.ASCII)
# The page needs nothing but itself; what a name in it might ask for is refused by the browser.
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


def printed_society(request: Request) -> Response:
    """Answer with the sheet of one society; `period` is a year of the registry, the latest where it is left out."""
    build = database.current()
    if build is None:
        return _missing("还没有数据：请先装载收到的填报表。")
    periods = basis.choices(build).periods
    asked = request.query_params.get("period", "")
    period = int(asked) if _YEAR.fullmatch(asked) else max(periods, default=0)
    society_id: str = request.path_params["society_id"]
    record = society.society(build, period, society_id)
    if record is None:
        return _missing("这一年度的名录里没有这家学会。请回到看板重新选择。")
    noted = notes.on_society(build, period, society_id)
    content = SocietyContent(
        record, versions.versions(build, period, society_id), noted, page.stamp(build, Filters(period))
    )
    return HTMLResponse(society_html(content), headers=_HEADERS)


def _missing(words: str) -> Response:
    return PlainTextResponse(words, status_code=404, headers=_HEADERS)


ROUTES = [Route("/print/society/{society_id:path}", printed_society)]
