"""通报 beside last year and by the shortest way says what the contract says; it goes out in an official form."""

import io
import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pptx import Presentation

from dashboard.documents.report import report_docx, report_pptx
from dashboard.queries import Filters
from dashboard.wording.labels import plain
from tests.dashboard.conftest import Visit
from tests.dashboard.documents.test_report import ALL, SETTINGS
from tests.dashboard.reporting import DISPATCHED, IMPRINT, charts, direct, opened, tables, texts

COMPARED = """
    , stated as (
        select society_id, period, number, verdict from task_result
        union all select society_id, period, -4, basic from society_result
        union all select society_id, period, -3, renewal from society_result
        union all select society_id, period, -2, optional from society_result
        union all select society_id, period, -1, overall from society_result
    )
    select number, count(*) filter (before.verdict = 'met'), count(*) filter (before.verdict <> 'not_applicable'),
        count(*) filter (now.verdict = 'met'), count(*) filter (now.verdict <> 'not_applicable'),
        count(*) filter (now.verdict = 'met' and before.verdict <> 'met'),
        count(*) filter (now.verdict <> 'met' and before.verdict = 'met')
    from expected
    join stated as now using (society_id, period)
    join stated as before using (society_id, number)
    where before.period = expected.period - 1
    group by number order by number
"""


def _compared(content: bytes) -> list[list[int]]:
    """The rows of the comparison as numbers: met and due then, met and due now, gained, lost."""
    cells = [[re.sub("（.*", "", cell) for cell in row[1:]] for row in tables(opened(content))["两个年度达标情况"][2:]]
    shares = [[cell if cell != "—" else "0/0" for cell in row[:2]] for row in cells]
    moved = [[cell for cell in row[2:] if cell != "—"] for row in cells]
    return [
        [int(one) for cell in (*left, *right) for one in cell.split("/")]
        for left, right in zip(shares, moved, strict=True)
    ]


@pytest.mark.parametrize(("filters", "where"), [one for one in SETTINGS if one[0].period == 2018])
def test_both_years_and_what_moved_are_the_contracts(build: str, filters: Filters, where: str) -> None:
    content = report_docx(build, filters, IMPRINT)
    expected = direct(build, where, COMPARED)
    reported = direct(
        build,
        where,
        """
        select count(*) filter (before.is_reported), count(*), count(*) filter (expected.is_reported), count(*)
        from expected join society_result as before using (society_id)
        where before.period = expected.period - 1
        """,
    )
    if not reported[0][0]:
        assert "与上年度比较" not in "".join(texts(opened(content)))
        return
    assert _compared(content) == [[*reported[0]], *(list(numbers) for _, *numbers in expected)]
    for _, was, _, now, _, gained, lost in expected:
        assert now - was == gained - lost


def test_what_moved_is_said(build: str) -> None:
    said = "".join(texts(opened(report_docx(build, ALL, IMPRINT))))
    assert "2017年度已报送的学会2家（2/7，28.6%），本年度6家（6/7，85.7%）；" in said
    assert "应完成的各类任务都达标的学会，2017年度1家（1/7，14.3%），本年度1家（1/7，14.3%）。" in said
    assert "新增达标47项次、不再达标2项次，涉及7家学会。新增达标最多的是第1项“党建双覆盖”（5家）。" in said
    assert "与上年度比较" not in "".join(texts(opened(report_docx(build, Filters(2017), IMPRINT))))


def test_shortest_way_is_that_of_the_warehouse(build: str) -> None:
    content = report_docx(build, ALL, IMPRINT)
    found = tables(opened(content))
    counts = direct(
        build,
        "period = 2018 and is_reported and overall <> 'met'",
        "select remaining_count, count(*) from expected group by all order by all",
    )
    assert [(row[0], int(row[1])) for row in found["还差几条判定项的学会数"][1:] if row[1] != "0"] == [
        (f"还差{lacking}条", count) for lacking, count in counts
    ]
    steps = direct(
        build,
        "period = 2018 and remaining_count <= 3",
        """
        select name, remaining_count, list(sentence order by position)
        from expected join remaining_step using (society_id, period)
        group by all order by remaining_count, name collate zh_cn
        """,
    )
    rows = found["还差3条以内的学会"][1:]
    assert [row[:2] for row in rows] == [(plain(name), f"还差{lacking}条") for name, lacking, _ in steps]
    for (_, _, cell), (_, _, sentences) in zip(rows, steps, strict=True):
        assert [cell.count(f"：{sentence}") for sentence in sentences] == [1] * len(sentences)
    drawn = next(chart for chart in charts(report_pptx(build, ALL, IMPRINT)) if "学会" in chart)
    assert [value for _, value in drawn["学会"] if value] == [count for _, count in counts]
    slide = Presentation(io.BytesIO(report_pptx(build, ALL, IMPRINT))).slides[5]
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    lines = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert [line[1] for line in lines[: len(steps)]] == [f"{lacking} 条" for _, lacking, _ in steps]
    assert all(sentences[0] in line[2] for line, (_, _, sentences) in zip(lines, steps, strict=False))


def test_number_and_copies_stand_where_the_standard_has_them(build: str) -> None:
    document = opened(report_docx(build, ALL, DISPATCHED))
    said = texts(document)
    assert said[:2] == ["滨海市科学技术协会文件", "滨科协发〔2018〕12号"]
    last = document.sections[-1]
    assert (last.page_width, last.page_height) == (document.sections[0].page_width, document.sections[0].page_height)
    assert [round(one.page_width / Mm(1)) for one in document.sections if one.page_width] == [210, 297, 210]
    record = ["".join(paragraph.itertext(qn("w:t"))) for paragraph in document.tables[-1]._tbl.iter(qn("w:p"))]
    assert [line for line in record if line] == ["抄送：市委组织部，各区科协。", "滨海市科协<办公室>2018年12月25日印发"]
    bare = opened(report_docx(build, ALL, IMPRINT))
    assert len(bare.sections) == 2
    assert not {"Issuer Mark", "Document Number", "Record"} & {
        paragraph.style.name for paragraph in bare.paragraphs if paragraph.style
    }


def test_page_has_the_fields_and_keeps_them_in_the_address(visit: Visit, warehouse: Path) -> None:
    app = visit(warehouse, "overview", period="2018", part="通报和下载")
    app.session_state["report_dispatch"] = True  # the part is opened
    app.run()
    fields = {one.label: one for one in app.text_input}
    fields["抄送"].set_value("各区科协~市民政局").run()
    assert app.query_params["report_copied_to"] == "各区科协%7E市民政局"
    again = visit(warehouse, "overview", period="2018", part="通报和下载", report_copied_to="各区科协%7E市民政局")
    assert {one.label: one.value for one in again.text_input}["抄送"] == "各区科协~市民政局"
