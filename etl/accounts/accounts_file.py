"""`accounts.json`: the accounts of a data folder. As long as there is none, nobody has to log in."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock

from etl.accounts import passwords
from etl.disk import make_folder, write_private
from etl.text import clean

LEADER, CLERK = "leader", "clerk"
ROLES = {LEADER: "领导", CLERK: "工作人员"}
LONGEST_NAME = 20
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", re.ASCII)  # it stands in a header, which knows no Chinese


class AccountError(Exception):
    """An account cannot be made, changed or read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class UserAccount:
    """Somebody who may log in: by `account_id`, shown as `name`; `password` is what is kept of it."""

    account_id: str
    name: str
    role: str
    password: str
    is_disabled: bool = False


class AccountsFile:
    """The file as it lies on the disk; what it says is read anew whenever the file is another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[object, Mapping[str, UserAccount]] = (None, {})

    def all(self) -> Mapping[str, UserAccount]:
        """Every account by its id in lower case, disabled ones too. Raises AccountError where the file is damaged."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return {}
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        if self._read[0] != state:
            self._read = (state, self._parsed())
        return self._read[1]

    def account(self, account_id: str) -> UserAccount | None:
        """The account of that id, in whatever case it is written; None: there is none, or it is disabled."""
        found = self.all().get(account_id.lower())
        return None if found is None or found.is_disabled else found

    def add(self, account_id: str, name: str, role: str, password: str) -> UserAccount:
        """Make an account and return it. Raises AccountError where it exists or something of it is not allowed."""
        if not _ID.fullmatch(account_id):
            raise AccountError(f"账号“{account_id}”不行：只能用字母、数字和 . _ -，以字母或数字开头，最长 32 个字符。")
        if role not in ROLES:
            raise AccountError(f"没有“{role}”这种角色，可以是 {'、'.join(ROLES)}。")
        shown = clean(name) or account_id
        if len(shown) > LONGEST_NAME:
            raise AccountError(f"姓名太长，最多 {LONGEST_NAME} 个字。")
        added = UserAccount(account_id, shown, role, _hashed(password))

        def extended(accounts: Mapping[str, UserAccount]) -> Mapping[str, UserAccount]:
            if account_id.lower() in accounts:
                raise AccountError(f"账号 {account_id} 已经有了，没有改动。要换口令，请重设口令。")
            return {**accounts, account_id.lower(): added}

        self._change(extended)
        return added

    def set_password(self, account_id: str, password: str) -> None:
        """Give the account a new password; one that is disabled is in force again. Raises AccountError."""
        kept = _hashed(password)
        self._change(lambda accounts: _with(accounts, account_id, password=kept, is_disabled=False))

    def disable(self, account_id: str) -> None:
        """Let nobody in by this account any more. Raises AccountError where there is none."""
        self._change(lambda accounts: _with(accounts, account_id, is_disabled=True))

    def _parsed(self) -> Mapping[str, UserAccount]:
        try:
            accounts = [UserAccount(**entry) for entry in json.loads(self.path.read_text("utf-8"))]
            if any(account.role not in ROLES for account in accounts):
                raise ValueError("role")
            return {account.account_id.lower(): account for account in accounts}
        except (ValueError, TypeError, AttributeError) as error:
            raise AccountError(f"账号文件损坏（{self.path}），现在谁也不能登录。请从备份恢复这个文件。") from error

    def _change(self, change: Callable[[Mapping[str, UserAccount]], Mapping[str, UserAccount]]) -> None:
        make_folder(self.path.parent)
        with FileLock(self.path.with_suffix(".lock"), mode=0o600):
            accounts = change(self.all())
            entries = [asdict(account) for account in accounts.values()]
            write_private(self.path, json.dumps(entries, ensure_ascii=False, indent=1).encode())


def _with(accounts: Mapping[str, UserAccount], account_id: str, **changed: str | bool) -> Mapping[str, UserAccount]:
    key = account_id.lower()
    if key not in accounts:
        raise AccountError(f"没有账号 {account_id}。现有的账号用 account list 查看。")
    return {**accounts, key: replace(accounts[key], **changed)}  # type: ignore[arg-type]


def _hashed(password: str) -> str:
    if not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        raise AccountError(f"口令要有 {passwords.SHORTEST} 到 {passwords.LONGEST} 个字符，没有改动。")
    return passwords.hashed(password)
