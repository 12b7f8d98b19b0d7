"""What lies over the cells of a sheet is counted, and never a reason to refuse it."""

import pytest

from etl.words import AUTHOR
from etl.workbook.gate import open_package
from etl.workbook.xlsx_objects import objects
from tests.etl.workbook.files import MAIN, PACKAGE, RELATIONS, zipped

SHEET = "xl/worksheets/sheet1.xml"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="d" xmlns:a="a"><xdr:pic/><xdr:pic><xdr:nvPicPr/></xdr:pic>'
    "<xdr:sp><xdr:txBody><a:p><a:r><a:t>已完成</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "<xdr:sp><xdr:txBody><a:p/></xdr:txBody></xdr:sp></xdr:wsDr>"
)


def comments(author: str, text: str = "实为 3 次") -> str:
    comment = f'<comment ref="A1" authorId="0"><text><t>{text}</t></text></comment>'
    return (
        f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors>'
        f"<commentList>{comment}</commentList></comments>"
    )


def counted(**parts: str) -> dict[str, int]:
    """What is found on a sheet that refers to these parts, by the kind of their relation."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind.rstrip("12")}" Target="../{kind}.xml"/>' for kind in parts
    )
    package = {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **{f"xl/{kind}.xml": content for kind, content in parts.items()},
    }
    return dict(objects(open_package(zipped(package)), SHEET))


def test_pictures_text_boxes_and_check_boxes_are_counted() -> None:
    found = counted(drawing=DRAWING, ctrlProp1="<formControlPr/>", ctrlProp2="<formControlPr/>")
    assert found == {"图片": 2, "文本框": 1, "控件（复选框等）": 2}


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (comments("学会"), {"批注": 1}),
        (comments(AUTHOR), {}),
        (comments("WPS", f"【{AUTHOR}】请填整数"), {}),
        ("<comments><authors>", {}),
    ],
)
def test_comments_of_others_are_counted_and_damaged_ones_are_none(written: str, count: dict[str, int]) -> None:
    assert counted(comments=written) == count
