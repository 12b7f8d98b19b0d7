"""What a visitor may ask of the server, by role (docs/access.md, With accounts)."""

import re

from starlette.requests import HTTPConnection

from dashboard.server.sessions import Session
from dashboard.server.turned_away import TurnedAway
from etl.accounts.accounts_file import CLERK

_STREAMLIT = "_stcore"  # every address of Streamlit's own but files and pages
_FOR_ALL = {"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"}
_METRICS = "/_stcore/metrics"
# An address of a file, as a websocket tells it; what follows the number is only its kind.
_LINK = re.compile(
    r"/media/[0-9a-f]{32}|/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}|/ready/[0-9a-f]{32}", re.ASCII
)
_LINK_IN_MESSAGE = re.compile(_LINK.pattern.encode())
_READY = "/ready/"  # files with rosters and contacts in them (dashboard/sections/bulk_downloads.py)
_FILES = ("/media/", "/_stcore/upload_file/", _READY)


def learn_links(session: Session, message: bytes) -> None:
    """Remember which files the session was told of."""
    for found in _LINK_IN_MESSAGE.finditer(message):
        session.learn(found[0].decode())


def check(asked: HTTPConnection, session: Session) -> None:
    """Raise TurnedAway where this session may not ask for this."""
    path: str = asked.scope["path"]
    is_staff = session.account is None or session.account.role == CLERK
    if path.startswith(_FILES):
        is_own = (link := _LINK.match(path)) is not None and link[0] in session.links
        if path.startswith("/media/"):
            if not is_own:
                raise TurnedAway(404, "没有这个文件，或者它不是为您生成的。请回到看板重新下载。")
        elif not is_staff:
            what = "不能下载这些文件" if path.startswith(_READY) else "不能上传"
            raise TurnedAway(403, f"领导的账号{what}。请交给工作人员。")
        elif path.startswith(_READY):
            if not is_own:
                raise TurnedAway(404, "没有这个文件，或者它不是为您生成的。请回到“报送”页重新生成。")
        elif not is_own:
            raise TurnedAway(403, "这个上传的地址不是给您的。请刷新页面再试。")
    elif path == _METRICS:
        if session.account is None or not is_staff:
            raise TurnedAway(403, "这里只有工作人员能看。")
    elif _STREAMLIT in path.lower() and path not in _FOR_ALL:
        raise TurnedAway(403, "没有这个网址。请回到看板重新选择。")
