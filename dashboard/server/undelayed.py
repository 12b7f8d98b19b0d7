"""What the server writes is sent at once.

The system else keeps a small piece back until the one before it is acknowledged, for 40 ms or longer. Python turns that
off for sockets that say they speak TCP; the one that Streamlit listens on does not say so (docs/platform-facts.md).
"""

import asyncio
import socket
from typing import Any


def undelay(loop: asyncio.AbstractEventLoop) -> None:
    """Have every connection to a server that the loop starts on a ready socket send what it is given at once."""
    start = loop.create_server

    async def create_server(*args: Any, sock: socket.socket | None = None, **more: Any) -> asyncio.Server:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it
        return await start(*args, sock=sock, **more)

    loop.create_server = create_server  # type: ignore[method-assign]
