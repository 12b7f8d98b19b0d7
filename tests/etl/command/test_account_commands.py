"""`account`: the commands as somebody runs them, with the password from a pipe."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return `run(*words, password="")`: exit code, output and complaints of an `account` command."""

    def account(*words: str, password: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(password and f"{password}\nmore"))
        code = main(["account", *words, "--data", str(tmp_path)])
        return code, *capsys.readouterr()

    return account


def test_accounts_are_added_listed_and_disabled(run: Run) -> None:
    assert run("list") == (0, "还没有账号：打开看板不用登录，只有本机可以访问。\n", "")
    code, told, _ = run("add", "li", "--name", "李示例", "--role", "leader", password="right-word-1")
    assert code == 0
    assert told.splitlines()[:2] == ["已新建账号 li（李示例，领导）。", "从现在起，打开看板的人都要先登录。"]
    assert "还没有工作人员的账号" in told
    assert (
        run("add", "zhang", "--role", "clerk", password="right-word-2")[1] == "已新建账号 zhang（zhang，工作人员）。\n"
    )
    assert run("disable", "li") == (0, "已停用账号 li。\n", "")
    assert run("list")[1] == "li  李示例  领导（已停用）\nzhang  zhang  工作人员\n"
    assert run("password", "li", password="right-word-3")[0] == 0
    assert run("list")[1] == "li  李示例  领导\nzhang  zhang  工作人员\n"


@pytest.mark.parametrize(
    ("words", "password", "told"),
    [
        (("add", "李", "--role", "clerk"), "right-word-1", "只能用字母、数字"),
        (("add", "li", "--role", "clerk"), "short", "8 到 200 个字符"),
        (("add", "li", "--role", "clerk"), "", "8 到 200 个字符"),
        (("disable", "li"), "", "没有账号 li"),
        (("password", "li"), "right-word-1", "没有账号 li"),
    ],
)
def test_refusal_is_a_sentence_and_exit_code_2(run: Run, words: tuple[str, ...], password: str, told: str) -> None:
    code, output, complaint = run(*words, password=password)
    assert (code, output, told in complaint, complaint.count("\n")) == (2, "", True, 1)


@pytest.mark.parametrize("words", [(), ("add",), ("add", "li"), ("add", "li", "--role", "society"), ("list", "li")])
def test_wrong_usage_is_told_in_chinese(run: Run, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*words)
    assert "用法不对" in capsys.readouterr().err
