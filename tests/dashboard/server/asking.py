"""Asking a running dashboard as any program can: requests, log-ins, websockets, each as it is spelled."""

import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

WAIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: status, headers by name in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def cookie(self) -> str:
        """What a browser would send back."""
        return self.headers["set-cookie"].split(";")[0]


def _any_certificate() -> ssl.SSLContext:
    """A context that believes the certificates of a test."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def ask(address: str, path: str, method: str = "GET", body: str | bytes | None = None, **headers: str) -> Answered:
    """Send one request whose path is sent as it is spelled; `_` in the names of headers stands for `-`."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.netloc, timeout=WAIT_SECONDS)
    if where.scheme == "https":
        connection = http.client.HTTPSConnection(where.netloc, timeout=WAIT_SECONDS, context=_any_certificate())
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() if isinstance(body, str) else body, named)
        answer = connection.getresponse()
        return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def log_in(address: str, name: str, password: str, **more: str) -> Answered:
    """Send the login form; `more` are further fields."""
    form = urlencode({"name": name, "password": password, **more})
    return ask(address, "/login", "POST", form, Origin=address, Content_Type="application/x-www-form-urlencoded")


def sent_half(address: str, head: str, body: bytes = b"") -> socket.socket:
    """Send the beginning of a request and return the open connection."""
    where = urlsplit(address)
    connection = socket.create_connection((where.hostname or "", where.port or 0), timeout=WAIT_SECONDS)
    connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
    return connection


def read_to_the_end(connection: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    received = b""
    with connection:
        while part := connection.recv(65536):
            received += part
    return received


@contextmanager
def conversation(
    address: str, cookie: str = "", origin: str | None = "own", path: str = "/_stcore/stream", **headers: str
) -> Iterator[ClientConnection]:
    """Open the websocket of the dashboard as its page does, or as another origin or none."""
    said = address if origin == "own" else origin
    named = {name.replace("_", "-"): value for name, value in headers.items()} | ({"Cookie": cookie} if cookie else {})
    with connect(
        address.replace("http", "ws", 1) + path,
        origin=None if said is None else Origin(said),
        additional_headers=named,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        proxy=None,
        ssl=_any_certificate() if address.startswith("https") else None,
    ) as socket:
        yield socket


def drawn(socket: ClientConnection, page: str, query: str = "period=2018") -> bytes:
    """Have a page drawn and return all that is sent for it."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    return heard(socket, "script_finished")


def heard(socket: ClientConnection, kind: str) -> bytes:
    """Return what is sent until a message of that kind, with it."""
    received = b""
    while True:
        part = socket.recv(timeout=WAIT_SECONDS)
        assert isinstance(part, bytes)
        received += part
        if ForwardMsg.FromString(part).WhichOneof("type") == kind:
            return received


def file_address(socket: ClientConnection, received: bytes, label: str) -> str:
    """Have the file under the download button of that label made, and return its address."""
    place = received.index(label.encode())
    number = re.search(rb"[0-9a-f-]{36}|[0-9a-f]{32,}", received[place:])
    assert number
    message = BackMsg()
    message.backend_operation_request.request_id = "one"
    message.backend_operation_request.session_id = upload_address(socket).split("/")[-2]
    message.backend_operation_request.deferred_file.file_id = number[0].decode()
    socket.send(message.SerializeToString())
    told = heard(socket, "backend_operation_response")
    found = re.search(rb"/media/[0-9a-f]{32}\.\w+", told)
    assert found, told
    return found[0].decode()


def upload_address(socket: ClientConnection) -> str:
    """Ask for a place to upload one file to, and return its address."""
    message = BackMsg()
    message.file_urls_request.request_id = "one"
    message.file_urls_request.file_names.append("one.xlsx")
    socket.send(message.SerializeToString())
    found = re.search(rb"/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}", heard(socket, "file_urls_response"))
    assert found
    return found[0].decode()
