"""Passwords as they are kept: argon2id, 19 MiB each (docs/access.md, With accounts)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 8, 200
"""Characters of a password."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_OF_NOBODY = _HASHER.hash("nobody")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password of which that was kept; for None no password is, and finding out takes as long."""
    try:
        _HASHER.verify(_OF_NOBODY if kept is None else kept, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
