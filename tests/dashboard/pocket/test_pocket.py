"""一份看板: every number in it is the contract's, nothing in it comes to life, and it is small."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboard.database import ask, current
from dashboard.pocket import pocket_html
from dashboard.pocket.interning import Interned, base36
from dashboard.pocket.pocket_file import as_block
from dashboard.queries import Filters
from dashboard.wording import labels
from dashboard.wording.score_words import span
from etl.__main__ import main
from tests import association
from tests.dashboard.pocket import reading

YEARS = (2018, 2017)


@pytest.fixture
def data(build: str) -> dict[str, Any]:
    """The data block of the small association's file."""
    return reading.block(pocket_html(build, Filters(2018)))


def _societies(data: dict[str, Any]) -> list[tuple[int, list[Any]]]:
    return [(year["period"], values) for year in data["years"] for values in year["societies"]]


def _contract(build: str, sql: str) -> list[tuple[Any, ...]]:
    frame = ask(build, sql).astype(object)
    return sorted(frame.where(frame.notna(), None).itertuples(index=False, name=None), key=str)


def test_results_of_societies_are_the_contracts(build: str, data: dict[str, Any]) -> None:
    held = [
        (values[0], period, values[1], reading.text(data, values[2]), values[3], values[4],
         *(reading.WORDS[letter] for letter in values[5]), values[6], values[7])
        for period, values in _societies(data)
    ]  # fmt: skip
    assert {period for _, period, *_ in held} == set(YEARS)
    expected = _contract(
        build,
        """
        select society_id, period, name, coalesce(nullif(category, ''), '未填'), state, renewal_applicability,
            basic, renewal, optional, overall, chosen_count, remaining_count
        from society_result join society using (society_id)
        """,
    )
    assert sorted(held, key=str) == [(*row[:2], labels.plain(row[2]), *row[3:]) for row in expected]


def test_verdicts_of_tasks_are_the_contracts(build: str, data: dict[str, Any]) -> None:
    held = [
        (values[0], period, place, reading.WORDS[letter], reason or None)
        for period, values in _societies(data)
        for place, (letter, _, reason) in enumerate(reading.rows(data, values[9], 1), 1)
    ]
    assert sorted(held, key=str) == _contract(
        build, "select society_id, period, number, verdict, reason from task_result"
    )


def test_verdicts_of_criteria_are_the_contracts_with_rule_and_place(build: str, data: dict[str, Any]) -> None:
    names = list(ask(build, "select criterion_id from criterion order by position")["criterion_id"])
    held = {
        (values[0], period, names[criterion]): (kind, declared, ground, place)
        for period, values in _societies(data)
        for criterion, kind, declared, _, ground, place, _ in reading.rows(data, values[10], 2)
    }
    judged = _contract(
        build,
        """
        select society_id, period, criterion_id, verdict, declared, reason, explanation, answer_sheet, answer_cell,
            rule_sheet, rule_cell
        from criterion_result
        """,
    )
    assert judged and {row[:3] for row in judged} == {key for key, value in held.items() if value[0] != "s"}
    for *key, verdict, declared, reason, explanation, answer_sheet, answer_cell, rule_sheet, rule_cell in judged:
        kind, said, ground, place = held[tuple(key)]
        assert (reading.WORDS[kind], said) == (verdict, labels.DECLARED.get(declared, ""))
        assert ground == "；".join(one for one in (reason, explanation) if one)
        for sheet, cell in ((answer_sheet, answer_cell), (rule_sheet, rule_cell)):
            assert (sheet is None or sheet in place) and (cell is None or cell in place)


def test_steps_members_ratios_and_files_are_the_contracts(build: str, data: dict[str, Any]) -> None:
    names = [*ask(build, "select criterion_id from criterion order by position")["criterion_id"], None]
    societies = _societies(data)
    steps = [
        (values[0], period, place, f"T{task + 1:02d}", names[criterion], bool(is_new), reading.text(data, sentence))
        for period, values in societies
        for place, (task, criterion, is_new, sentence) in enumerate(values[12], 1)
    ]
    assert steps and sorted(steps, key=str) == _contract(
        build, "select society_id, period, position, task_id, criterion_id, is_new_choice, sentence from remaining_step"
    )
    grown = [(values[0], period, *values[13][0][:2]) for period, values in societies]
    assert sorted(grown, key=str) == _contract(build, "select society_id, period, base, now from membership_growth")
    members = {(values[0], *year[:3]) for _, values in societies for year in values[14]}
    assert members == set(_contract(build, "select society_id, year, individual, unit from membership"))
    councils = _contract(build, "select society_id, period, councillors, delegates from council where delegates > 0")
    measured = {
        (values[0], period): row[2]
        for period, values in societies
        for row in reading.rows(data, values[11], 2)
        if names[row[0]] == "T08-a"
    }
    assert [measured[row[:2]] for row in councils] == [f"{row[2]}/{row[3]}" for row in councils]
    files = {
        (values[0], period, version, reading.text(data, name))
        for period, values in societies
        for version, name, *_ in values[15]
    }
    current = _contract(build, "select society_id, period, version, file_name from submission where is_current")
    assert set(current) <= files


def test_points_are_the_contracts_and_only_where_the_rubric_gives_them(
    scored: Path, data: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {values[16] for _, values in _societies(data)} == {None}
    monkeypatch.setenv("REFORM_DATA", str(scored))
    build = str(current())
    data = reading.block(pocket_html(build, Filters(2018)))
    names = list(ask(build, "select criterion_id from criterion where rubric = 2018 order by position")["criterion_id"])
    sums = [(values[0], period, *values[16][:2]) for period, values in _societies(data) if values[16]]
    assert sums and sorted(sums) == _contract(
        build,
        """
        select society_id, period, low, high
        from society_score
        semi join criterion_score using (society_id, period)
        """,
    )
    held = {
        (values[0], names[criterion]): (score, full)
        for period, values in _societies(data)
        if values[16]
        for criterion, score, full, *_ in reading.rows(data, values[16][3], 1)
    }
    given = _contract(build, "select society_id, criterion_id, low, high, maximum from criterion_score")
    assert held == {row[:2]: (span(row[2], row[3]), span(row[4], row[4])) for row in given}


def test_filters_leave_others_out_and_are_told(build: str) -> None:
    html = pocket_html(build, Filters(2018, categories=("医科",)))
    data = reading.block(html)
    assert {values[0] for _, values in _societies(data)} == {"S03", "S04"}
    assert "2018 年度；学科：医科" in html and "已报送 1/2 家" in html and "演示数据" in html
    (only,) = reading.block(pocket_html(build, Filters(2017)))["years"]
    assert only["period"] == 2017


def test_hostile_names_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "示例</script><script>alert(1)</script><!--\u2028\u2029\u202e&amp;学会"
    lines = [("S01", name, "</script>", '"><img src=x>', "2018", "正常"), *association.REGISTRY[1:2]]
    data = association.build(tmp_path / "data", lines, [])
    monkeypatch.setenv("REFORM_DATA", str(data))
    build = next((data / "warehouse").glob("*.duckdb")).name
    html = pocket_html(build, Filters(2018))
    assert len(re.findall("</script>", html)) == 2 and "<img" not in html
    names = {values[1] for _, values in _societies(reading.block(html))}
    assert "示例</script><script>alert(1)</script><!-- &amp;学会" in names
    harmful = ["</script>", "\u2028\u2029", "<!--", "&"]
    assert not set("<>&\u2028\u2029") & set(as_block(harmful)) and json.loads(as_block(harmful)) == harmful


def test_file_asks_for_nothing_and_runs_its_own_script_alone(build: str) -> None:
    html = pocket_html(build, Filters(2018))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for kind, pattern in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        (own,) = re.findall(pattern, html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert parts.pop(kind) == f"'sha256-{digest}'"
    assert set(parts.values()) == {"'none'"} and "default-src" in parts
    code = re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.DOTALL)
    asked = re.findall(r"https?://[^\s'\"]+", code)
    assert asked == ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"]


def test_script_is_of_the_old_kind(root: Path) -> None:
    script = (root / "dashboard" / "pocket" / "pocket.js").read_text("utf-8")
    modern = r"=>|`|\b(?:let|const|class|async|await|Promise|fetch)\b|\.\.\.[a-z(\[]|\.includes\(|innerHTML|eval"
    assert re.findall(modern, re.sub(r"//.*|'(?:[^'\\\n]|\\.)*'", "", script)) == []


def test_no_contact_is_in_it(build: str) -> None:
    html = pocket_html(build, Filters(2018))
    assert "0000-000" not in html and not re.search("示例00[0-9]", html)


def test_repeated_texts_stand_once_and_come_back_whole() -> None:
    interned = Interned()
    texts = ["3 × 32 = 96 > 95", "3 × 7 = 21 ≤ 95", "任务完成情况!E12", "", "0012 号", None]
    references = [interned.text(one) for one in texts]
    row = interned.row([7, "m"], [texts[0], None, texts[2]])
    data: dict[str, Any] = {"texts": interned.texts.entries, "forms": interned.forms.entries}
    assert [reading.text(data, one) for one in references] == [
        "3 × 32 = 96 > 95",
        "3 × 7 = 21 ≤ 95",
        "任务完成情况!E12",
        "",
        "0012 号",
        "",
    ]
    assert list(reading.rows(data, row, 2)) == [[7, "m", "3 × 32 = 96 > 95", "", "任务完成情况!E12"]]
    assert len(data["texts"]) == 4
    assert [int(base36(number), 36) for number in (0, 35, 36, 46655)] == [0, 35, 36, 46655]


def test_command_writes_the_file(warehouse: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "看板.html"
    assert main(["pocket", str(file), "--data", str(warehouse)]) == 0
    assert re.fullmatch(
        rf"已写出一份看板：{re.escape(str(file))}（\d+ KB）。用浏览器打开即可，不用联网。\n", capfd.readouterr().out
    )
    assert [year["period"] for year in reading.block(file.read_text("utf-8"))["years"]] == [2018, 2017]
    assert main(["pocket", str(file), "--period", "1999", "--data", str(warehouse)]) == 2
    assert capfd.readouterr().err == "名录中没有 1999 年度；有的是 2018、2017。\n"
    assert main(["pocket", str(tmp_path), "--data", str(warehouse)]) == 2
    assert "是文件夹，这里要的是文件" in capfd.readouterr().err
    assert main(["pocket", str(file), "--data", str(tmp_path)]) == 2
    assert "还没有数据" in capfd.readouterr().err


def test_file_is_small(build: str) -> None:
    """700 KB are enough for 168 societies and two years: here are seven, and two years."""
    html = pocket_html(build, Filters(2018))
    years = reading.block(html)["years"]
    size = len(as_block(years).encode())
    assert size / sum(len(year["societies"]) for year in years) < 1400
    assert len(html.encode()) - size < 150_000
