"""What argparse says of its own accord is Chinese, and the catalogue is made from the text beside it."""

import gettext
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def test_catalogue_is_made_from_its_text(root: Path) -> None:
    folder = root / "etl" / "command" / "locale" / "zh_CN" / "LC_MESSAGES"
    made = BytesIO()
    with (folder / "messages.po").open("rb") as text:
        write_mo(made, read_po(text, locale="zh_CN"))
    made.seek(0)
    with (folder / "messages.mo").open("rb") as kept:
        assert gettext.GNUTranslations(kept).info()["language"] == "zh_CN"
        kept.seek(0)
        catalogue, expected = gettext.GNUTranslations(kept), gettext.GNUTranslations(made)
    words = [
        line[7:-1] for line in (folder / "messages.po").read_text("utf-8").splitlines() if line.startswith('msgid "')
    ][1:]
    assert len(words) > 13
    assert [catalogue.gettext(word) for word in words] == [expected.gettext(word) for word in words]
    assert catalogue.gettext("options") == "选项"
