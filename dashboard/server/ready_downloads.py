"""Addresses outside Streamlit: a large file that was made for somebody of the staff, sent piece by piece."""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from etl import desk

_HEADERS = {"x-content-type-options": "nosniff", "content-encoding": "identity"}  # compressed already


def ready_download(request: Request) -> Response:
    """Answer with the file that waits under this key. Who may ask for it, the guard has looked (permissions.py)."""
    file = desk.ready_file(request.path_params["key"])
    if file is None:
        return PlainTextResponse("这个文件已经不在了：生成后只保留一小时。请回到“报送”页重新生成。", status_code=404)
    return FileResponse(file.path, media_type="application/zip", filename=file.name, headers=_HEADERS)


ROUTES = [Route("/ready/{key}", ready_download)]
