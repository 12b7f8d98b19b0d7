"""More findings than anybody reads: all counted, the first listed."""

from etl.knowledge.findings import MOST_LISTED, capped, finding


def test_the_first_of_each_severity_and_how_many_more() -> None:
    errors = [finding("cell_error", "表", f"A{row}", label="数量", value="#REF!") for row in range(MOST_LISTED + 2)]
    warning = finding("code_unlisted", "表", "B1", code="1")
    listed = capped([*errors, warning])
    assert listed[:-1] == [*errors[:MOST_LISTED], warning]
    assert (listed[-1].kind, listed[-1].severity) == ("more_errors", "error")
    assert "另有 2 处" in listed[-1].message


def test_few_are_all_listed() -> None:
    findings = [finding("cell_error", "表", "A1", label="数量", value="#REF!")]
    assert capped(findings) == findings
    assert [each.kind for each in capped(findings * 3, 1)] == ["cell_error", "more_errors"]
