"""退回修改: the button that gives workbooks back with their findings marked, of one society or of all."""

import pandas as pd
import streamlit as st

from dashboard import exports, labels, page
from dashboard.queries import Filters, corrections
from etl import desk
from etl.paths import data_folder

TITLE = "退回修改"


def all_of_them(build: str, chosen: Filters) -> None:
    """Draw the button for everybody who passes the filters; nothing where nobody has anything to correct."""
    frame = corrections.to_return(build, chosen)
    if len(frame):
        label = f"下载退回修改的原表 {len(frame)} 份（zip）"
        _button(label, frame, f"{TITLE}{len(frame)}份", build, chosen, "zip")


def of_one(build: str, period: int, society_id: str) -> None:
    """Draw the button for one society; nothing where it has nothing to correct."""
    frame = corrections.to_return(build, Filters(period))
    mine = frame[frame["society_id"] == society_id]
    if len(mine):
        extension = "xlsx" if len(mine) == 1 else "zip"
        title = f"{TITLE}-{mine['name'].iloc[0]}"
        _button("下载标出问题的原表", mine, title, build, Filters(period), extension)


def _button(label: str, frame: pd.DataFrame, title: str, build: str, chosen: Filters, extension: str) -> None:
    names = dict(zip(frame["submission_id"], frame["name"], strict=True))

    def make() -> bytes:
        found = desk.corrected(data_folder(), list(names))
        if extension == "xlsx":
            return found[0].content
        return exports.returned_zip((names[one.submission_id], one.file_name, one.content) for one in found)

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
