"""Who looks at the page: the account that the server says is logged in (docs/access.md, With accounts)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from etl.accounts.accounts_file import CLERK, ROLES, AccountError, AccountsFile
from etl.paths import data_folder


@dataclass(frozen=True, slots=True)
class CurrentVisitor:
    """An account, or whoever sits at this computer where there are no accounts: then without id and name."""

    account_id: str
    name: str
    role: str

    @property
    def role_in_words(self) -> str:
        return ROLES[self.role]


def visitor() -> CurrentVisitor | None:
    """Return who looks; None where there are accounts and the server has named none of them: then show nothing."""
    file = accounts()
    try:
        if not file.all():
            return CurrentVisitor("", "", CLERK)
        account = file.account(str(st.user.get("account") or ""))
    except AccountError:
        return None
    if account is None or account.role != st.user.get("role"):
        return None
    return CurrentVisitor(account.account_id, account.name, account.role)


def is_logged_in() -> bool:
    """Return whether there are accounts, and who looks has one."""
    found = visitor()
    return found is not None and found.account_id != ""


def is_staff() -> bool:
    """Return whether who looks may see the contacts and use the staff's forms."""
    found = visitor()
    return found is not None and found.role == CLERK


def accounts() -> AccountsFile:
    """Return the accounts of the data folder that is shown."""
    return _file(data_folder().accounts)


@lru_cache(maxsize=4)
def _file(path: Path) -> AccountsFile:
    return AccountsFile(path)
