"""Passwords as they are kept: argon2id, 19 MiB each (docs/access.md, With accounts)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 8, 200
"""Characters of a password."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
OF_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$yk+WHtEc7Qho8upb2b2CXg$MlixCGT/1JJRR1zp2O3viyigfMxJf82u/zkqV2XXVQo"
"""A password that nobody has; to hash one here would make every command start later."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password of which that was kept; for None no password is, and finding out takes as long."""
    try:
        _HASHER.verify(OF_NOBODY if kept is None else kept, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
