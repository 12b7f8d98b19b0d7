"""Who has logged in: a table in memory, so that a restart, a log-out or a change of the account ends it at once."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from etl.accounts.accounts_file import AccountsFile, UserAccount
from etl.paths import data_folder

COOKIE = "reform_session"
IDLE_SECONDS, LONGEST_SECONDS = 30 * 60, 12 * 3600
_MOST_LINKS = 10_000


@dataclass(slots=True, eq=False)
class Session:
    """What one log-in holds; where there are no accounts, what all visitors hold together.

    `key` names it inside the server and does not give the cookie away. `links` are the addresses of files that its
    websockets were told.
    """

    account: UserAccount | None
    key: str
    began: float
    seen: float
    links: dict[str, None] = field(default_factory=dict)

    def learn(self, link: str) -> None:
        """Remember an address that was told to this session; the oldest of very many is forgotten."""
        self.links[link] = None
        if len(self.links) > _MOST_LINKS:
            del self.links[next(iter(self.links))]


class Sessions:
    """The table. `clock` gives seconds; it goes on while the computer sleeps."""

    def __init__(self, accounts: AccountsFile, clock: Callable[[], float] = time.time) -> None:
        self.accounts = accounts
        self._clock = clock
        self._by_key: dict[str, Session] = {}
        self._anybody = Session(None, "", 0, 0)

    def open(self, account: UserAccount) -> str:
        """Begin a session and return what its cookie holds."""
        for session in list(self._by_key.values()):
            self.is_in_force(session)
        cookie, now = secrets.token_urlsafe(32), self._clock()
        self._by_key[_key(cookie)] = Session(account, _key(cookie), now, now)
        return cookie

    def of(self, cookie: str | None) -> Session | None:
        """The session whose cookie this is; None where one must log in. Raises AccountError for damaged accounts."""
        if not self.accounts.all():
            return self._anybody
        session = self._by_key.get(_key(cookie or ""))
        return session if session and self.is_in_force(session) else None

    def is_in_force(self, session: Session) -> bool:
        """Whether it still holds: not closed, not idle for too long, not too old, its account as it was."""
        if session.account is None:
            return not self.accounts.all()
        now = self._clock()
        is_fresh = now - session.seen <= IDLE_SECONDS and now - session.began <= LONGEST_SECONDS
        if is_fresh and self.accounts.account(session.account.account_id) == session.account:
            return session.key in self._by_key
        self.close(session.key)
        return False

    def touch(self, session: Session) -> None:
        """Somebody has done something: the time of idleness begins anew."""
        session.seen = self._clock()

    def close(self, key: str) -> None:
        """End a session; its open websockets end within seconds."""
        self._by_key.pop(key, None)


@cache
def of_this_server() -> Sessions:
    """The table of this server, over the accounts of its data folder."""
    return Sessions(AccountsFile(data_folder().accounts))


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
