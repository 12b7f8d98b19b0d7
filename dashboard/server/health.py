"""`/health`: whether the server works, and what somebody who looks after it wants to know."""

import os

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import database
from etl import desk
from etl.paths import data_folder

# Where the program that starts the server puts a word that only this server can know, and where it looks for it.
STARTER, STARTER_HEADER = "REFORM_STARTER", "x-reform-starter"


def health(_request: Request) -> Response:
    """Answer with the build that is shown, the journal and the space left on the disk; 503 where one of them is bad."""
    condition = desk.condition(data_folder())
    said = {
        "status": condition.trouble or "ok",
        "build": database.current(),
        "journal": {"lines": condition.journal_lines, "last": condition.last_line_at},
        "disk": {"free_bytes": condition.free_bytes},
    }
    return JSONResponse(said, 503 if condition.trouble else 200, headers={STARTER_HEADER: os.environ.get(STARTER, "")})


ROUTES = [Route("/health", health)]
