"""The section 通报 of the overview: a document, slides, the pocket file, a page for each society, a paragraph."""

import datetime as dt
from functools import partial

import streamlit as st

from dashboard import page, permalink, visitor
from dashboard.documents.imprint import Dispatch, Imprint
from dashboard.documents.report import report_docx, report_paragraph, report_pptx
from dashboard.documents.society_word import society_documents_zip
from dashboard.pocket import pocket_html
from dashboard.queries import Filters
from dashboard.stamp import in_words
from dashboard.wording import labels

OFFICE = "application/vnd.openxmlformats-officedocument"
# The fields of the page that stand in the document where they are filled in: the label, and an example.
FIELDS = {
    "number": ("发文字号", "例如：滨科协发〔2018〕12号"),
    "copied_to": ("抄送", "例如：市委组织部，市民政局，各区科协"),
    "printed_by": ("印发机关", "例如：滨海市科学技术协会办公室"),
}
LONGEST = 300  # characters of a field


def _pocket(build: str, chosen: Filters, _: Imprint) -> bytes:
    return pocket_html(build, chosen).encode()


OFFERS = (
    ("下载通报（Word）", "学会改革任务完成情况通报", report_docx, "docx", f"{OFFICE}.wordprocessingml.document"),
    ("下载汇报（七页 PPT）", "学会改革任务完成情况汇报", report_pptx, "pptx", f"{OFFICE}.presentationml.presentation"),
    ("下载一份看板（手机可看）", labels.PRODUCT, _pocket, "html", "text/html"),
    ("下载各学会情况（ZIP）", "各学会情况", society_documents_zip, "zip", "application/zip"),
)


def report_downloads(build: str, chosen: Filters) -> None:
    """Draw the section: documents under the filters in force, made when somebody asks for them, and the paragraph."""
    st.subheader("通报", anchor=False)
    imprint = Imprint(dt.date.today(), page.stamp(build, chosen), in_words(chosen), _dispatch())
    with st.container(horizontal=True):
        for label, title, make, extension, kind in OFFERS:
            st.download_button(
                label,
                partial(make, build, chosen, imprint),
                page.file_name(title, build, chosen, extension),
                kind,
                key=f"report_{extension}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )
    paragraph = st.expander("一段话，可以直接粘贴", key="report_paragraph", on_change="rerun")
    if paragraph.open:
        paragraph.code(report_paragraph(build, chosen), language=None, wrap_lines=True)


def _dispatch() -> Dispatch:
    """Draw the fields of how the report goes out for the staff, who write it, and return what the address says."""
    named = {key: "".join(text for text, *_ in permalink.chosen(f"report_{key}")[:1]).strip() for key in FIELDS}
    if not visitor.is_staff():
        return Dispatch(**named)
    fields = st.expander(
        "发文字号、抄送、印发机关（写进通报 Word；不填的不出现）",
        expanded=any(named.values()),
        key="report_dispatch",
        on_change="rerun",
    )
    if not fields.open:
        return Dispatch(**named)
    with fields.container(horizontal=True):
        for key, (label, example) in FIELDS.items():
            place = permalink.widget(f"report_{key}", named[key])
            st.text_input(
                label,
                named[key],
                max_chars=LONGEST,
                key=place,
                placeholder=example,
                on_change=permalink.remember,
                args=(f"report_{key}", place),
            )
    return Dispatch(**named)
