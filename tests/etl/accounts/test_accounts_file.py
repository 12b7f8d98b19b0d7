"""Accounts: what may be made, what stays secret, and that a damaged file lets nobody in."""

import json
import os
import stat
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher

from etl.accounts import passwords
from etl.accounts.accounts_file import CLERK, LEADER, AccountError, AccountsFile

PASSWORD = "right-word-1"


@pytest.fixture
def file(tmp_path: Path) -> AccountsFile:
    """Return the accounts of a data folder that is not there yet."""
    return AccountsFile(tmp_path / "data" / "accounts.json")


def test_account_is_kept_without_its_password_and_for_the_owner_only(file: AccountsFile) -> None:
    before = os.umask(0)
    try:
        file.add("Li.1", "  李\u200b示例 ", LEADER, PASSWORD)
    finally:
        os.umask(before)
    text = file.path.read_text("utf-8")
    assert PASSWORD not in text
    assert "argon2id$v=19$m=19456" in text
    account = AccountsFile(file.path).account("li.1")
    assert account is not None
    assert (account.account_id, account.name, account.role) == ("Li.1", "李示例", LEADER)
    if os.name != "nt":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in file.path.parent.iterdir()}
        assert (modes, stat.S_IMODE(file.path.parent.stat().st_mode)) == ({0o600}, 0o700)


def test_name_may_be_left_out(file: AccountsFile) -> None:
    assert file.add("li", "", CLERK, PASSWORD).name == "li"


@pytest.mark.parametrize(
    ("account_id", "name", "role", "password", "told"),
    [
        ("李示例", "", CLERK, PASSWORD, "只能用字母、数字"),
        ("a b", "", CLERK, PASSWORD, "只能用字母、数字"),
        ("a\n", "", CLERK, PASSWORD, "只能用字母、数字"),
        ("", "", CLERK, PASSWORD, "只能用字母、数字"),
        ("a" * 33, "", CLERK, PASSWORD, "最长 32"),
        ("li", "李" * 21, CLERK, PASSWORD, "姓名太长"),
        ("li", "", "society", PASSWORD, "没有“society”这种角色"),
        ("li", "", CLERK, "short", "8 到 200 个字符"),
        ("li", "", CLERK, "", "8 到 200 个字符"),
        ("li", "", CLERK, "x" * 201, "8 到 200 个字符"),
        ("ZHANG", "", CLERK, PASSWORD, "已经有了"),
    ],
)
def test_what_is_not_allowed_is_told_and_changes_nothing(
    file: AccountsFile, account_id: str, name: str, role: str, password: str, told: str
) -> None:
    file.add("zhang", "", CLERK, PASSWORD)
    before = file.path.read_bytes()
    with pytest.raises(AccountError, match=told):
        file.add(account_id, name, role, password)
    assert file.path.read_bytes() == before


def test_disabled_account_is_nobody_until_it_gets_a_password(file: AccountsFile) -> None:
    file.add("li", "", CLERK, PASSWORD)
    file.disable("LI")
    assert (file.account("li"), len(file.all())) == (None, 1)
    file.set_password("li", "another-word")
    account = file.account("li")
    assert account is not None
    assert passwords.is_right(account.password, "another-word")
    assert not passwords.is_right(account.password, PASSWORD)


@pytest.mark.parametrize("change", ["disable", "set_password"])
def test_nobody_cannot_be_changed(file: AccountsFile, change: str) -> None:
    with pytest.raises(AccountError, match="没有账号 li"):
        getattr(file, change)("li", *([PASSWORD] if change == "set_password" else []))
    assert not file.path.exists()


def test_change_by_another_process_is_seen(file: AccountsFile) -> None:
    file.add("li", "", CLERK, PASSWORD)
    assert file.account("li")
    AccountsFile(file.path).disable("li")
    assert file.account("li") is None


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"li": 1}', '[{"account_id": "li"}]', "unknown role"])
def test_damaged_file_is_told_and_is_not_no_accounts(file: AccountsFile, text: str) -> None:
    file.add("li", "", CLERK, PASSWORD)
    if text == "unknown role":
        text = json.dumps([{**json.loads(file.path.read_text("utf-8"))[0], "role": "society"}])
    file.path.write_text(text, "utf-8")
    with pytest.raises(AccountError, match="账号文件损坏"):
        file.all()
    with pytest.raises(AccountError, match="账号文件损坏"):
        file.add("zhang", "", CLERK, PASSWORD)
    assert file.path.read_text("utf-8") == text


def test_password_of_nobody_is_kept_as_all_are() -> None:
    kept, of_nobody = passwords.hashed(PASSWORD).split("$"), passwords.OF_NOBODY.split("$")
    assert (kept[:4], list(map(len, kept))) == (of_nobody[:4], list(map(len, of_nobody)))


def test_a_password_of_nobody_is_looked_at_like_a_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = passwords.hashed(PASSWORD)
    looked_at = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            looked_at.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not passwords.is_right(kept, "wrong-word-1")
    assert not passwords.is_right(None, PASSWORD)
    assert looked_at == [kept, passwords.OF_NOBODY]
