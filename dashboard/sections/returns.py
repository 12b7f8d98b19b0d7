"""退回修改: the button that gives workbooks back with their findings marked, of one society or of all."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import exports, page
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
        must = frame.loc[frame["error_count"] > 0, "receipt"].nunique()
        label = f"下载退回修改的原表 {count} 份（zip）：有须更正的 {must} 份，只有请核对的 {count - must} 份"
        _button(label, _names(frame), f"{TITLE}{count}份", build, chosen, "zip")


def of_nobody(build: str, period: int, frame: pd.DataFrame) -> None:
    """Draw the button for the files that could not be given to any society and period."""
    ids = dict.fromkeys(frame["submission_id"], NOBODY)
    _button(f"下载这些文件的更正清单 {len(ids)} 份（zip）", ids, f"{TITLE}{NOBODY}", build, Filters(period), "zip")


def of_one(build: str, period: int, society_id: str) -> None:
    """Draw the button for one society; nothing where it has nothing to correct."""
    frame = corrections.to_return(build, Filters(period))
    mine = frame[frame["society_id"] == society_id]
    if len(mine):
        # Whether a workbook with macros can be marked decides what it must be called, and only the zip knows that.
        is_one = len(mine) == 1 and not mine["file_name"].iloc[0].lower().endswith(_MACROS)
        title = f"{TITLE}-{mine['name'].iloc[0]}"
        _button("下载标出问题的原表", _names(mine), title, build, Filters(period), "xlsx" if is_one else "zip")


def _names(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["submission_id"], frame["name"], strict=True))


def _button(label: str, names: Mapping[str, str], title: str, build: str, chosen: Filters, extension: str) -> None:
    """`names` has the societies' names by submission."""

    def make() -> bytes:
        found = desk.corrected(data_folder(), list(names))
        if extension == "xlsx":
            return found[0].content
        return exports.returned_zip((_folder(one, names), one.file_name, one.content) for one in found)

    # The build and the submissions decide what is in the file, which is made only when somebody asks for it.
    content = exports.fingerprint(build, *names)
    st.download_button(
        label,
        make,
        page.file_name(labels.plain(title), build, chosen, content, extension),
        key=f"returned_{extension}_{title}",
        on_click="ignore",
        icon=":material/assignment_return:",
        help="学会报来的原件，逐格标出问题、怎样改；第一张表是须更正清单。不能标注的文件只给清单。",
        type="tertiary",
    )


def _folder(correction: desk.Correction, names: Mapping[str, str]) -> str:
    return SEVERAL if len(correction.society_ids) > 1 else names[correction.submission_ids[0]]
