"""Make the pictures of the documents in this folder: `python docs/make_documents.py [--data DIR]`.

Without `--data` the sample is made first, which takes minutes. Needs LibreOffice, pdftoppm (poppler-utils), CJK fonts.
"""

import argparse
import datetime as dt
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(ROOT))

from dashboard import database, page  # noqa: E402
from dashboard.documents.imprint import Dispatch, Imprint  # noqa: E402
from dashboard.documents.report import report_docx, report_pptx  # noqa: E402
from dashboard.documents.society_word import society_documents_zip  # noqa: E402
from dashboard.queries import Filters, basis  # noqa: E402
from dashboard.stamp import in_words  # noqa: E402
from etl import desk  # noqa: E402
from etl.paths import data_folder  # noqa: E402
from etl.returns.mark import TINTS  # noqa: E402

RESOLUTION = 66  # dots per inch
COLOURS = 256
GAP, GROUND = 8, "#9AA3AD"
# What stands here for fonts that a machine without an office suite does not have.
FONTS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "LXGW WenKai",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "微软雅黑": "Noto Sans CJK SC",
}


def main() -> None:
    """Make the documents of the sample, print them, and write what they look like."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", metavar="DIR", type=Path, help="a loaded data folder; the sample if left out")
    given: Path | None = parser.parse_args().data
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        data = given or scratch / "sample"
        if given is None:
            for command in (["sample", "--out", str(data)], ["--data", str(data), "build"]):
                subprocess.run([sys.executable, "-m", "etl", *command], cwd=ROOT, check=True)
        os.environ["REFORM_DATA"] = str(data.resolve())
        report, slides, societies, returned = (printed(document, scratch) for document in documents(scratch))
        upright = [one for one in report if one.width < one.height]
        across = [one for one in report if one.width > one.height]
        for number, three in enumerate((upright[:3], upright[3:6], upright[-3:]), 1):
            save(beside(three, 3), DOCS / f"report-{number}.png")
        save(beside(across[:2], 1), DOCS / "report-annex.png")
        save(beside(slides, 2), DOCS / "report-slides.png")
        save(beside(societies, 2), DOCS / "report-society.png")
        marked = next(one for one in returned[1:] if tints(one))
        save(beside([returned[0], marked], 1), DOCS / "returned.png")


def documents(folder: Path) -> Sequence[Path]:
    """Write report, slides, pages of two societies and a workbook sent back, as a visitor finds them first."""
    build = database.current()
    assert build, "there is no warehouse"
    filters = Filters(basis.choices(build).periods[0])
    as_of = basis.basis(build, filters).as_of or dt.datetime.now()
    dispatch = Dispatch("滨科协发〔2018〕12号", "市民政局，各区科学技术协会", "滨海市科学技术协会办公室")
    imprint = Imprint(as_of.date(), page.stamp(build, filters), in_words(filters), dispatch)
    archive = zipfile.ZipFile(io.BytesIO(society_documents_zip(build, filters, imprint)))
    made = {
        "report.docx": report_docx(build, filters, imprint),
        "slides.pptx": report_pptx(build, filters, imprint),
        "society.docx": archive.read(max(archive.namelist(), key=lambda one: archive.getinfo(one).file_size)),
    }
    back = [one for one in desk.corrected(data_folder(), open_answers(build, filters.period)) if one.is_marked]
    made["returned.xlsx"] = max(back, key=lambda one: len(one.content)).content
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def open_answers(build: str, period: int) -> list[str]:
    """Return the submissions with an answer that cannot be read."""
    sql = """
        select submission_id from open_finding
        where period = $period and kind in ('status_unreadable', 'count_unreadable') and sheet = '任务完成情况'
    """
    return [str(one) for one in database.ask(build, sql, {"period": period})["submission_id"]]


def tints(page: Image.Image) -> bool:
    """Whether a page shows a marked cell."""
    colours = {tuple(bytes.fromhex(tint)) for tint in TINTS.values()}
    return any(colour in colours for _, colour in page.convert("RGB").getcolors(page.width * page.height) or [])


def printed(document: Path, folder: Path) -> list[Image.Image]:
    """Return the pages of a document as pictures."""
    fonts = folder / "fonts.conf"
    fonts.write_text(font_settings(), "utf-8")
    office = shutil.which("soffice")
    if office is None:
        sys.exit("no LibreOffice on this machine")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document],
        check=True,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    pages = folder / document.stem
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-png", document.with_suffix(".pdf"), pages], check=True)
    return [Image.open(one) for one in sorted(folder.glob(f"{document.stem}-*.png"))]


def font_settings() -> str:
    """Return settings of fontconfig that name what stands for what."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{found}</string></edit></match>'
        for wanted, found in FONTS.items()
    )
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


def beside(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return the pictures in rows of so many."""
    width, height = max(one.width for one in pictures), max(one.height for one in pictures)
    rows = -(-len(pictures) // columns)
    columns = min(columns, len(pictures))
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        sheet.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture with so few colours that it is small, and say where it is."""
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path)


if __name__ == "__main__":
    main()
