"""退回修改: the button that gives workbooks back with their findings marked, of one society or of all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import exports, frame_cache, page, visitor
from dashboard.queries import Filters, corrections
from dashboard.wording import labels
from etl import desk
from etl.paths import data_folder

TITLE = "退回修改"
SEVERAL, NOBODY = "多家学会", "未识别"  # folders in the zip
_MACROS = ".xlsm"


def all_of_them(build: str, chosen: Filters) -> None:
    """Draw the button for everybody who passes the filters; nothing where nobody has anything to correct."""
    frame = corrections.to_return(build, chosen)
    if len(frame):
        count = frame["receipt"].nunique()
        _button(
            build,
            chosen,
            f"下载退回修改的原表 {count} 份（zip）",
            _ReturnedFiles(f"{TITLE}{count}份", _names(frame), "zip"),
        )


def of_nobody(build: str, period: int, frame: pd.DataFrame) -> None:
    """Draw the button for the files that could not be given to any society and period."""
    ids = dict.fromkeys(frame["submission_id"], NOBODY)
    label = f"下载这些文件的更正清单 {len(ids)} 份（zip）"
    _button(build, Filters(period), label, _ReturnedFiles(f"{TITLE}{NOBODY}", ids, "zip"))


def of_one(build: str, period: int, society_id: str) -> None:
    """Draw the button for one society; nothing where it has nothing to correct."""
    frame = corrections.to_return(build, Filters(period))
    mine = frame_cache.rows(frame, "society_id", society_id)
    if len(mine):
        # Whether a workbook with macros can be marked decides what it must be called, and only the zip knows that.
        is_one = len(mine) == 1 and not mine["file_name"].iloc[0].lower().endswith(_MACROS)
        files = _ReturnedFiles(f"{TITLE}-{mine['name'].iloc[0]}", _names(mine), "xlsx" if is_one else "zip")
        _button(build, Filters(period), "下载标出问题的原表", files)


def _names(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["submission_id"], frame["name"], strict=True))


@dataclass(frozen=True, slots=True)
class _ReturnedFiles:
    """What one button gives back; `names` has the societies' names by submission, an `extension` xlsx is one file."""

    title: str
    names: Mapping[str, str]
    extension: str


def _button(build: str, chosen: Filters, label: str, files: _ReturnedFiles) -> None:
    if not visitor.is_staff():  # rosters and contacts are in what goes back
        return
    names = files.names

    def make() -> bytes:
        corrected = desk.corrected(data_folder(), list(names))
        if files.extension == "xlsx":
            return corrected[0].content
        return packed(corrected, names)

    st.download_button(
        label,
        make,
        page.file_name(labels.plain(files.title), build, chosen, files.extension),
        key=f"returned_{files.extension}_{files.title}",
        on_click="ignore",
        icon=":material/assignment_return:",
        help="学会报来的原件，逐格标出问题、怎样改；第一张表是须更正清单。不能标注的文件只给清单。",
        type="tertiary",
    )


def packed(corrected: Iterable[desk.Correction], names: Mapping[str, str]) -> bytes:
    """Return the workbooks as a zip with a folder for each society; `names` has the societies' by submission."""
    return exports.returned_zip((_folder(file, names), file.file_name, file.content) for file in corrected)


def _folder(correction: desk.Correction, names: Mapping[str, str]) -> str:
    return SEVERAL if len(correction.society_ids) > 1 else names[correction.submission_ids[0]]
