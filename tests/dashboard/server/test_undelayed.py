"""Connections to a server that listens on a ready socket, as Streamlit's does, send at once what they are given."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from dashboard.server import undelayed


def test_accepted_connection_keeps_nothing_back() -> None:
    accepted: list[int] = []
    loop = asyncio.new_event_loop()

    class Noted(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            own = transport.get_extra_info("socket")
            accepted.append(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    async def listen() -> None:
        undelayed.undelay(loop)
        with socket.socket() as ready:  # its protocol is 0, as that of Streamlit's
            ready.bind(("127.0.0.1", 0))
            server = await loop.create_server(Noted, sock=ready)
            reader, writer = await asyncio.open_connection(*ready.getsockname())
            assert await reader.read() == b""
            writer.close()
            await writer.wait_closed()
            server.close()
            await server.wait_closed()

    with ThreadPoolExecutor(1) as own:  # this thread may have a loop that runs: that of a browser
        own.submit(loop.run_until_complete, listen()).result(20)
    loop.close()
    assert accepted == [1]
