"""The command line as a person reads it: findings by kind, names as they are, refusals in Chinese."""

import datetime as dt
import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from etl.__main__ import main
from etl.archive.files import Archive
from etl.disk import trouble
from etl.returns.outgoing import corrections
from etl.text import shown
from tests.etl import society
from tests.etl.conftest import Desk

A, B = "滨海市示例甲学会", "滨海市示例乙学会"
ENGLISH = re.compile(r"(?<![-\w$.\[])[A-Za-z]{4,}(?![\w.])")


@pytest.fixture
def inbox(desk: Desk) -> Path:
    """A folder with a file for each state: three kinds of findings, a warning alone, nothing, and no workbook."""
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}])
    folder = desk.folder.inbox
    roster = [*society.council(93, 31)[:86], *(society.person(number, 职称=None) for number in range(87, 94))]
    society.write(folder / "1.xlsx", form={"学会名称": A, "会员代表人数": "约280", "理事人数": 92}, roster=roster)
    society.write(folder / "2.xlsx", form={"学会名称": B, "理事人数": 92})
    society.write(folder / "3.xlsx", form={"学会名称": B})
    (folder / "4.xlsx").write_bytes(b"%PDF-1.7\n")
    return folder


def run(capsys: pytest.CaptureFixture[str], desk: Desk, *arguments: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it says on its output and on the error stream."""
    code = main([*arguments, "--data", str(desk.folder.root)])
    said = capsys.readouterr()
    return code, said.out, said.err


TOLD = """\
收到 4 份：受理 2，须更正 1，退回 1
请核对 5 处，照常计入

1.xlsx
  须更正  基本情况!B4  “会员代表人数”应填整数，现填“约280”。请只填阿拉伯数字的整数，不写小数、百分号和“约”“余”等字样。
  须更正  理事会名册!H88、H89、H90、H91、H92、H93 等 7 处  名册缺项，例如：名册第 88 行缺：职称。请补填。
  请核对  基本情况!B9  理事人数填 92，名册有 93 名理事；以名册为准。\
请核对两处；都无误的，请在同一行的“备注”中说明（没有备注栏的，请告知学会部）。
  请核对  任务完成情况!E25、E26  自评为“已完成”，按数据为未达标：名册人数 93 > 0，名册缺项 7 ≠ 0。\
请核对自评与相关数据；都无误的，请在同一行的“备注”中说明。

4.xlsx
  退回\u3000  整个文件  这是 PDF 文件，不是电子表格。请报送填报表的电子表格原件（.xlsx），盖章扫描件另行提交。

2.xlsx
  请核对  基本情况!B9  理事人数填 92，名册有 93 名理事；以名册为准。\
请核对两处；都无误的，请在同一行的“备注”中说明（没有备注栏的，请告知学会部）。

3.xlsx
  请核对  整个文件  “基本情况”有 1 处没有填，仍按第 1 次报送所填的计：基本情况!B9。\
请核对；要收回先前所填的，请填“未完成”“否”或 0。
"""


def test_findings_are_told_by_kind_with_their_cells(
    inbox: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, desk, "check", str(inbox))
    assert (code, out) == (1, TOLD)


def test_on_a_terminal_nothing_is_wider_than_it(
    inbox: Path, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"FORCE_COLOR": "1", "TERM": "dumb", "COLUMNS": "80", "LINES": "24"}.items():
        monkeypatch.setenv(name, value)
    _, out, _ = run(capsys, desk, "check", str(inbox))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(cell_len(line) for line in plain.splitlines()) <= 80
    assert re.sub(r"\n {10}", "", plain).replace(" ", "") == TOLD.replace(" ", "")


def test_of_many_files_it_says_how_many_are_not_listed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"滨海市示例第{number:03d}学会" for number in range(5)]
    society.write_registry(desk.folder.registry, [{"编号": name, "学会名称": name} for name in names])
    desk.folder.inbox.mkdir(parents=True)
    for number in range(28):
        (desk.folder.inbox / f"{number:02d}.xlsx").write_text(f"不是工作簿 {number}", "utf-8")
    for name in names:
        society.write(desk.folder.inbox / f"{name}.xlsx", form={"学会名称": name, "理事人数": 92})
    _, out, _ = run(capsys, desk, "check", str(desk.folder.inbox))
    assert out.count("\n\n") == 31
    assert out.endswith("\n\n另有 3 份请核对的没有列出，详见看板“报送”页，或用 check --json 输出全部。\n")


HOSTILE = "甲\u202excod.\x1b[31m红\n二行.xlsx"
MADE_VISIBLE = "甲〈U+202E〉xcod.〈U+001B〉[31m红〈U+000A〉二行"


def test_a_name_shows_what_is_invisible_in_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    society.write(desk.folder.inbox / HOSTILE, form={"学会名称": A, "会员代表人数": "约\u202e280"})
    _, out, _ = run(capsys, desk, "load", str(desk.folder.inbox))
    assert f"\n{MADE_VISIBLE}.xlsx\n" in out
    assert "现填“约〈U+202E〉280”" in out
    assert all(shown(line) == line for line in out.split("\n"))
    assert desk.ask("select file_name from submission") == [(f"{MADE_VISIBLE}.xlsx",)]
    assert [one.file_name for one in corrections(desk.folder)] == [f"{MADE_VISIBLE}（须更正）.xlsx"]
    (journalled,) = [one.detail["name"] for one in Archive(desk.folder.archive).entries() if one.what == "file"]
    assert journalled == HOSTILE


@pytest.mark.parametrize("text", ["填报表（终稿） 2018.xlsx", "学会\u3000一·二", "a.xlsx", "示例㛃𠀀"])
def test_an_ordinary_name_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_a_long_name_goes_back_under_one_that_can_be_written(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    long = society.write(desk.folder.inbox / f"{'长' * 83}.xlsx", form={"学会名称": A, "会员代表人数": "约280"})
    desk.load(long)
    out = tmp_path / "退回修改"
    assert run(capsys, desk, "return", "--out", str(out))[0] == 0
    (name,) = os.listdir(out)
    assert (name[:13], name[-5:]) == ("S1-000003-长长长", ".xlsx")


WRONG_USAGE = {
    "no command": ([], "缺少 命令"),
    "unknown command": (["lod"], "命令：没有 'lod'，可用的有"),
    "no path": (["load"], "缺少 路径"),
    "unknown option": (["path", "--jsn"], "认不出 --jsn"),
    "option without a value": (["check", "x", "--data"], "--data：后面要写一项内容"),
    "flag with a value": (["check", "x", "--json=1"], "--json：后面不应有 '1'"),
    "no number": (["template", "--period", "去年"], "--period：'去年' 看不懂，应填整数"),
    "no moment": (["compare", "去年", "2018-12-01"], "时间：“去年”不是时间，例如 2018-12-20T09:30"),
    "half an option": (["sample", "--s", "3"], "--s 不明确，可能是 --societies, --seed"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_refused_in_chinese(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    usage, _, error = capsys.readouterr().err.partition("用法不对：")
    assert ended.value.code == 2
    assert usage.startswith("用法：python -m etl")
    assert error.startswith(said)
    assert error.endswith("。\n")


COMMANDS = [
    "",
    *"init load check build template return compare sample path export account rubric pocket".split(),
    *"verify backup restore withdraw assign accept-loss".split(),
]
DEEDS = ["add", "list", "disable", "password"]


@pytest.mark.parametrize("command", [*COMMANDS, *(f"account {deed}" for deed in DEEDS)])
def test_help_is_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert "用法：" in out
    assert "显示这份说明" in out
    described = re.sub(r"\[-h\][^\n]*(\n {10,}[^\n]*)*", "", out)  # names of options and commands are no words
    assert not set(ENGLISH.findall(described)) - {
        *COMMANDS,
        *DEEDS,
        "accept",
        "loss",
        "journal",
        "undo",
        "leader",
        "clerk",
        "dictionary",
        "sample",
        "Parquet",
        "python",
        "JSON",
        "REFORM_DATA",
        "data",
    }


def block_with_file(root: Path) -> list[str]:
    (root / "挡路").write_text("")
    return ["template", "--out", str(root / "挡路")]


def pass_through_file(root: Path) -> list[str]:
    (root / "文件").write_text("")
    return ["template", "--out", str(root / "文件" / "里面")]


REFUSED: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "a file is in the way": (block_with_file, "{root}/挡路 已经存在，而且不是文件夹。请换一个名字，或先把它移走。\n"),
    "a file on the way": (pass_through_file, "路径 {root}/文件/里面 中有一级不是文件夹。请检查路径。\n"),
    "nothing there": (
        lambda root: ["load", str(root / "无")],
        "没有这个文件或文件夹：{root}/无。请检查路径。没有发布新的数据，看板仍显示原来的。\n",
    ),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_system_refuses_is_said_in_chinese(
    make: Callable[[Path], list[str]], said: str, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    code, out, err = run(capsys, desk, *make(tmp_path))
    assert (code, out, err) == (2, "", said.format(root=tmp_path))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "", "表.xlsx"), "读写不了 表.xlsx：别的程序"),
        (OSError(errno.ENOSPC, "", "表.xlsx"), "磁盘已满，写不下 表.xlsx。"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满，写不下 文件。"),
        (OSError(errno.EROFS, "", "表.xlsx"), "表.xlsx 所在的磁盘只能读，不能写。"),
        (OSError(errno.EIO, "", "表.xlsx"), f"读写 表.xlsx 时出错（错误号 {errno.EIO}）。"),
        (duckdb.IOException("IO Error: Could not write"), "数据库文件无法读写，磁盘或内存可能已满。"),
    ],
)
def test_every_trouble_with_the_disk_has_a_sentence(error: Exception, said: str) -> None:
    assert trouble(error).startswith(said)
    assert trouble(error).endswith("再试。" if "只能读" not in said and "没有权限" not in said else "。")


def test_what_moved_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}])
    desk.load(society.write(desk.folder.root / "1.xlsx", form={"学会名称": A}))
    before = dt.datetime.now().isoformat()
    desk.load(society.write(desk.folder.root / "2.xlsx", form={"学会名称": A}, answers={"T15-1": "未完成"}))
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例新名学会"}])
    desk.load(desk.folder.root / "2.xlsx")
    code, out, _ = run(capsys, desk, "compare", before, dt.datetime.now().isoformat())
    lines = out.splitlines()
    assert code == 0
    assert lines[:2] == [
        "因填报与审核变动：1 项；其下判定项 1 处",
        "  2018 年度  滨海市示例新名学会（S1）  任务 15 成果转化服务  达标 → 未达标",
    ]
    assert lines[2].startswith("因名录变动：")
    assert f"  2018 年度  {B}（S2）  基本任务  待定 → 无" in lines
    assert lines[-1] == "因评价细则变动：0 项"


def test_a_sheet_named_after_a_person_keeps_its_name_to_itself(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    path = desk.folder.inbox / "1.xlsx"
    roster = [society.person(number, 职称=None) for number in range(1, 4)]
    society.write(path, form={"学会名称": A}, roster=roster)
    book = load_workbook(path)
    name = "示例001"
    book["理事会名册"].title = name
    book.save(path)
    _, out, _ = run(capsys, desk, "check", str(path), "--json")
    (of_file,) = json.loads(out)["files"]
    place = f"第 {book.sheetnames.index(name) + 1} 张工作表"
    sheets = [one["sheet"] for one in of_file["submissions"][0]["findings"] if one["kind"] == "roster_gap"]
    assert sheets == [place] * 3
    assert name not in out


@pytest.mark.parametrize("named", [".", "archive", "warehouse"])
def test_the_programs_own_files_are_no_workbooks(desk: Desk, capsys: pytest.CaptureFixture[str], named: str) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": A}])
    desk.load(society.write(desk.folder.inbox / "1.xlsx", form={"学会名称": A}))
    before = len(list(desk.folder.archive.rglob("*")))
    code, _, error = run(capsys, desk, "load", str(desk.folder.root / named))
    assert (code, "里有程序自己的档案" in error) == (2, True)
    assert len(list(desk.folder.archive.rglob("*"))) == before
