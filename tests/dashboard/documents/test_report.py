"""通报: what the document, the paragraph and the slides say is what the contract's tables say, in an official form."""

import io
import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pptx import Presentation
from pptx.util import Emu

from dashboard.database import ask
from dashboard.documents.report import report_docx, report_paragraph, report_pptx
from dashboard.queries import Filters
from dashboard.queries.ledger import ledger
from dashboard.wording.labels import MARKS, VERDICTS, plain
from tests.association import HOSTILE
from tests.dashboard.conftest import Visit
from tests.dashboard.reporting import (
    DISPATCHED,
    IMPRINT,
    charts,
    direct,
    foreign,
    opened,
    pages,
    tables,
    texts,
    with_office,
)

ALL = Filters(2018)
# Filters, and the same wish written by hand on the contract's tables.
SETTINGS = [
    (ALL, "period = 2018"),
    (Filters(2018, ("医科", "理科"), renewal="due"), "period = 2018 and category in ('医科', '理科') and due"),
    (Filters(2017, units=("滨海示例大学",)), "period = 2017 and supporting_unit = '滨海示例大学'"),
    (Filters(2018, states=("not_reported",)), "period = 2018 and state = 'not_reported'"),
    (Filters(2018, renewal="not_due"), "period = 2018 and renewal_applicability = 'not_due'"),
]
SETTINGS = [(filters, where.replace("and due", "and renewal_applicability = 'due'")) for filters, where in SETTINGS]
both = pytest.mark.parametrize(("filters", "where"), SETTINGS)

COUNTS = """
    count(*) filter (where verdict <> 'not_applicable') as due,
    count(*) filter (where verdict = 'met') as met,
    count(*) filter (where verdict = 'unmet') as unmet,
    count(*) filter (where verdict = 'unknown') as unknown
"""


def written(due: int, met: int, unmet: int, unknown: int) -> tuple[str, ...]:
    """Return counts as the tables write them."""
    return (f"{due}", f"{met}", f"{unmet}", f"{unknown}", f"{met}/{due}（{met / due:.1%}）" if due else "—")


def task_counts(build: str, where: str) -> list[tuple[int, ...]]:
    """Return number and counts of the twenty tasks."""
    return direct(
        build, where, f"select number, {COUNTS} from expected join task_result using (society_id, period)"
        " group by number order by number"
    )  # fmt: skip


def test_paragraph_says_what_is_known(build: str) -> None:
    day = ask(build, "select as_of from build_info")["as_of"].iloc[0]
    assert report_paragraph(build, ALL) == (
        f"截至{day.year}年{day.month}月{day.day}日，全市7家学会中，已报送6家（6/7，85.7%），其中已受理5家、须更正1家；"
        "未报送1家。报送截止日期为2018年12月31日。基本任务全部达标的学会3家（3/7，42.9%）；"
        "换届任务全部达标的1家（1/4，25.0%）；选做任务达标5项以上的4家（4/7，57.1%）。"
        "应完成的各类任务都达标的学会1家（1/7，14.3%）；至少一类任务未达标的4家；其余2家尚不能判定。"
        "只差1条工作标准或数量要求就总体达标的学会2家，差3条以内的共4家。"
        "7家学会中，5家有2016年底和2018年底两个时点的个人会员数，合计由1,400人变为1,550人，增加150人（+10.7%）；"
        "其中个人会员少于2016年底的0家（0/5，0.0%）。"
        "基本任务中，达标学会占应完成学会的比例，最高的是第1项“党建双覆盖”（6/7，85.7%）、"
        "第4项“规范分支机构”（6/7，85.7%）、第5项“理事会成员管理”（6/7，85.7%），最低的是第2项“会议制度”（5/7，71.4%）、"
        "第3项“监事（会）”（5/7，71.4%）、第6项“宣传监督平台”（5/7，71.4%）。"
        "换届任务中，达标学会占应完成学会的比例，最高的是第9项“负责人与理事结构”（2/4，50.0%）、"
        "第10项“办事机构规范化”（2/4，50.0%），最低的是第7项“发展个人会员”（1/4，25.0%）、第8项“理事会规模”（1/4，25.0%）。"
        "选做任务中，达标学会占应完成学会的比例，最高的是第11、13、15、17、19、20项（均为100.0%），"
        "最低的是第12项“学术交流平台”（5/6，83.3%）、第18项“科学素质与扶贫”（5/6，83.3%）。待定的不作为未达标。"
    )


@both
def test_groups_and_tasks(build: str, filters: Filters, where: str) -> None:
    found = tables(opened(report_docx(build, filters, IMPRINT)))
    groups = direct(
        build,
        where,
        f"""
        select any_value(position), {COUNTS}
        from (select 1 as position, basic as verdict from expected union all select 2, renewal from expected
            union all select 3, optional from expected union all select 4, overall from expected)
        group by position order by position
        """,
    )
    assert [row[1:] for row in found["各类任务完成情况"][1:]] == [written(*counts) for _, *counts in groups]
    tasks = task_counts(build, where)
    assert [(row[0], *row[2:]) for row in found["各项任务完成情况"][1:]] == [
        (f"{number}", *written(*counts)) for number, *counts in tasks
    ]


@both
def test_charts_hold_the_tasks(build: str, filters: Filters, where: str) -> None:
    counts = {number: parts for number, *parts in task_counts(build, where)}
    drawn: dict[int, list[int]] = {}
    for chart in charts(report_docx(build, filters, IMPRINT)):
        if set(chart) != {"达标", "未达标", "待定"}:
            continue
        for parts in zip(*(chart[VERDICTS[one]] for one in ("met", "unmet", "unknown")), strict=True):
            (name, *_), values = parts[0], [value for _, value in parts]
            counted = re.fullmatch(r"(\d+) \S+ (\d+)/(\d+)", name)
            assert counted
            number, met, due = map(int, counted.groups())
            assert (met, due) == (values[0], sum(values))
            drawn[number] = values
    groups = [range(1, 7), range(7, 11), range(11, 21)]
    shown = [number for group in groups if any(counts[one][0] for one in group) for number in group]
    assert drawn == {number: counts[number][1:] for number in shown}


@both
def test_ratios_of_councils(build: str, filters: Filters, where: str) -> None:
    found = tables(opened(report_docx(build, filters, IMPRINT))).get("应换届学会理事会各项比例", [()])
    ratios = direct(
        build,
        where,
        f"""
        select criterion_id, {COUNTS}
        from expected
        join ratio_result using (society_id, period)
        where ratio_result.applicability = 'due' and side is not null
        group by criterion_id
        having due > 0
        order by criterion_id
        """,
    )
    assert [row[2:6] for row in found[1:]] == [tuple(map(str, counts)) for _, *counts in ratios]


@both
def test_annex_is_the_ledger(build: str, filters: Filters, where: str) -> None:
    found = tables(opened(report_docx(build, filters, IMPRINT)))
    (rows,) = (rows for above, rows in found.items() if above.startswith("共"))
    whole = ledger(build, filters)
    marks = {word: MARKS[verdict] for verdict, word in VERDICTS.items()}
    judged = [*whole.tasks["task_id"], "basic", "renewal", "optional", "overall"]
    body = rows[2:-4]
    assert [row[1] for row in body] == [plain(name) for name in whole.societies["name"]]
    assert [(*row[5:25], *row[26:]) for row in body] == [
        tuple(marks.get(word, "–") for word in society) for society in whole.societies[judged].to_numpy().tolist()
    ]
    sums = [tuple(int(cell) for cell in row[5:25]) for row in rows[-4:]]
    counts = {number: (met, unmet, unknown, due) for number, due, met, unmet, unknown in task_counts(build, where)}
    assert sums == list(zip(*(counts[number] for number in range(1, 21)), strict=True))


def test_what_the_registry_does_not_say_is_left_as_a_blank(build: str) -> None:
    said = texts(opened(report_docx(build, Filters(2017), IMPRINT)))
    assert said[0].startswith("××市科学技术协会")
    assert said[2] == "各市级学会："
    assert "××市科学技术协会" in said[-7:-2]


def test_sections_are_numbered_and_worded(build: str) -> None:
    document = opened(report_docx(build, ALL, IMPRINT))
    headings = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert [text for style, text in headings if style == "Heading 1"] == [
        "一、总体情况", "二、与上年度比较", "三、各项任务完成情况", "四、个人会员发展情况", "五、理事会组成情况",
        "六、达标和未达标任务较多的学会", "七、距总体达标还差什么", "八、待认定事项", "九、尚未报送的学会",
        "十、有关事项",
    ]  # fmt: skip
    assert [text for style, text in headings if style == "Heading 2"] == [
        "（一）报送情况", "（二）达标情况", "（三）分学科情况", "（一）基本任务", "（二）换届任务", "（三）选做任务",
        "（四）逐项情况", "（一）达标任务较多的学会", "（二）未达标任务较多的学会",
    ]  # fmt: skip
    said = texts(document)
    assert said[0].replace("\n", "") == "滨海市科学技术协会关于2018年度学会改革任务完成情况的通报"
    assert said[1:3] == ["（演示数据）", "各市级学会、各区科协："]
    assert said[-7:-2] == [
        "附件：2018年度学会改革任务台账", "滨海市科学技术协会", "2018年12月25日", f"（{IMPRINT.stamp}）", "附件",
    ]  # fmt: skip
    assert "医科（1家）：滨海市示例护理学会。" in said
    assert "应换届的3家学会中，达到要求的1家（1/3，33.3%），未达到的0家，待定2家。" in "".join(said)
    assert tables(document)["待认定事项"][1] == (
        "滨海市示例物理学会",
        "7 发展个人会员",
        "100 × 320 = 32,000 < 115 × 300 = 34,500；本年底个人会员数 320 > 2016年底个人会员数 300",
        "会员情况!B4",
    )
    assert "统计范围" not in said[3]
    assert texts(opened(report_docx(build, SETTINGS[1][0], IMPRINT)))[3].endswith(f"统计范围：{IMPRINT.filters}。")


def test_societies_with_tasks_unmet_are_told_from_those_with_a_group_unmet(build: str) -> None:
    counts = "select count(*) filter (unmet_count > 0), count(*) filter (overall = 'unmet') from expected"
    [(with_task, with_group)] = direct(build, "period = 2018", counts)
    said = "".join(texts(opened(report_docx(build, ALL, IMPRINT))))
    explained = f"以上按单项任务计；前文“至少一类任务未达标”的{with_group}家按整类计，选做任务达标满5项的，"
    assert [phrase in said for phrase in (f"有未达标任务的学会{with_task}家", explained)] == [True, True]
    assert f"至少一类任务未达标的{with_group}家；" in said


def test_form_follows_the_standard(build: str) -> None:
    document = opened(report_docx(build, ALL, IMPRINT))
    upright, across = document.sections
    page = (upright.page_width, upright.page_height, upright.top_margin, upright.bottom_margin, upright.left_margin)
    assert [round(length / Mm(1)) for length in (*page, upright.right_margin) if length] == [210, 297, 37, 35, 28, 26]
    assert [round(length / Mm(1)) for length in (across.page_width, across.page_height) if length] == [297, 210]
    assert [footer.paragraphs[0].text for footer in (upright.footer, upright.even_page_footer)] == ["—  —", "—  —"]
    letters = {}
    for name in ("Title", "Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        letters[name] = (fonts.get(qn("w:eastAsia")), style.font.size, style.paragraph_format.line_spacing)
    assert letters == {
        "Title": ("方正小标宋简体", Pt(22), Pt(36)),
        "Normal": ("仿宋_GB2312", Pt(16), Pt(28)),
        "Heading 1": ("黑体", Pt(16), Pt(28)),
        "Heading 2": ("楷体_GB2312", Pt(16), Pt(28)),
    }
    assert document.styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    part = next(part for part in document.part.package.iter_parts() if part.partname.endswith("fontTable.xml"))
    alternatives = re.findall(r'w:name="(\w+)"><w:altName w:val="([^"]+)"', part.blob.decode())
    assert {name: others.split(",")[0] for name, others in alternatives} == {
        "方正小标宋简体": "小标宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei", "宋体": "SimSun",
    }  # fmt: skip


def test_charts_have_words_for_who_cannot_see_them(build: str) -> None:
    body = opened(report_docx(build, ALL, IMPRINT)).element.body
    said = [properties.get("descr") for properties in body.iter(qn("wp:docPr"))]
    assert [text.split("。")[0] for text in said] == [
        *["各项任务达标、未达标、待定的学会数"] * 3,
        "首尾两年都有数的学会的个人会员数",
    ]
    assert "1 党建双覆盖 6/7：达标6、未达标0、待定1" in said[0]


def test_slides(build: str) -> None:
    content = report_pptx(build, ALL, IMPRINT)
    deck = Presentation(io.BytesIO(content))
    assert (deck.slide_width or 0) * 9 == pytest.approx((deck.slide_height or 0) * 16, abs=Emu(10000))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "1/7 家学会应完成的各类任务都达标，6 家已报送",
        "20 项任务：8 理事会规模未达标比例最高，1/4 家",
        "应换届的 3 家中 1 家增长达标，0 家未达标，2 家待定",
        "“理事 ÷ 会员代表”未达标最多，1/3 家",
        "选做 5 项以上的 5/6 家，达标 5 项以上的 4/7 家",
        "最近一步：2 家只差 1 条就总体达标，差 3 条以内的共 4 家",
        "需要关注：1 家未报送或已退回，1 件待认定，1 家换届待确认",
    ]
    counts = {number: parts for number, *parts in task_counts(build, "period = 2018")}
    whole, first, second, *_ = charts(content)
    assert [value for _, value in whole["达标"]] == [3, 1, 4, 1]
    for verdict, place in (("met", 1), ("unmet", 2), ("unknown", 3)):
        drawn = [value for _, value in (*first[VERDICTS[verdict]], *second[VERDICTS[verdict]])]
        assert drawn == [counts[number][place] for number in range(1, 21)]
    for slide in deck.slides:
        frames = [shape for shape in slide.shapes if shape.has_chart]
        assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)
        assert IMPRINT.stamp in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@both
def test_slides_are_seven_under_every_filter(build: str, filters: Filters, where: str) -> None:
    content = report_pptx(build, filters, IMPRINT)
    assert len(Presentation(io.BytesIO(content)).slides) == 7
    assert len(list(charts(content))) >= 3
    assert foreign(content) == []


def test_hostile_name_stays_text(build: str) -> None:
    content = report_docx(build, ALL, IMPRINT)
    assert foreign(content) == []
    document = opened(content)
    cells = [cell for rows in tables(document).values() for row in rows for cell in row]
    assert HOSTILE in cells
    live = ("hyperlink", "instrText", "object", "altChunk")
    assert [tag for tag in live if next(document.element.body.iter(qn(f"w:{tag}")), None) is not None] == []


def test_page_offers_the_report(warehouse: Path, visit: Visit, build: str) -> None:
    app = visit(warehouse, "overview", part="通报和下载")
    assert [getattr(one, "label", "") for one in app.get("download_button")][:4] == [
        "下载通报（Word）", "下载汇报（七页 PPT）", "下载一份看板（手机可看）", "下载各学会情况（ZIP）",
    ]  # fmt: skip
    app.session_state["report_paragraph"] = True
    assert report_paragraph(build, ALL) in [one.value for one in app.run().code]


@with_office
def test_report_and_slides_open(build: str, tmp_path: Path) -> None:
    found = report_docx(build, Filters(2018), DISPATCHED)
    assert 12 <= pages({"report": found}, "docx", tmp_path)["report"] <= 18
    assert pages({"slides": report_pptx(build, Filters(2018), IMPRINT)}, "pptx", tmp_path) == {"slides": 7}
