"""What the server keeps to itself before anything is spawned."""

import os

from dashboard.server import lifespan


def test_the_pipe_from_the_starter_is_no_longer_the_input_that_children_get() -> None:
    given, starter = os.pipe()
    kept = lifespan._kept_from_children(given)
    os.write(starter, b"x")
    assert (os.read(given, 1), os.read(kept, 1)) == (b"", b"x")
    assert not os.get_inheritable(kept)
    os.close(starter)
    assert os.read(kept, 1) == b""
    for descriptor in (given, kept):
        os.close(descriptor)
