"""通报: the report of a period as an official document for Word, and as one paragraph to paste."""

from dashboard.documents import official
from dashboard.documents.blocks import lay_out
from dashboard.documents.imprint import Imprint
from dashboard.documents.report import words
from dashboard.documents.report.annex import annex
from dashboard.documents.report.content import body
from dashboard.queries import Filters
from dashboard.queries.report import report, sending

# Blanks that nobody overlooks, where the registry does not say.
ISSUER, ADDRESSEE = "××市科学技术协会", "各市级学会"


def report_paragraph(build: str, filters: Filters) -> str:
    """Return the report in one paragraph of plain text."""
    return words.paragraph(report(build, filters))


def report_docx(build: str, filters: Filters, imprint: Imprint) -> bytes:
    """Return the report as a .docx: text, tables, charts, and the ledger as an annex that lies across."""
    found = report(build, filters)
    named = sending(build, filters.period)
    issuer, addressee = named.issuer or ISSUER, named.addressee or ADDRESSEE
    title = (issuer, f"关于{filters.period}年度学会改革任务", "完成情况的通报")
    document = official.blank("".join(title), issuer, imprint.date)
    official.number_pages(document)
    official.head(document, title, "（演示数据）" if found.basis.is_demo else "", f"{addressee.rstrip('：:')}：")
    official.write(document, words.opening(found, imprint.filters))
    lay_out(document, body(found))
    ledger = f"{filters.period}年度学会改革任务台账"
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # the signature never stands alone on its page
    official.write(document, f"附件：{ledger}", "Annex List")
    official.signature(document, issuer, imprint.date)
    official.write(document, f"（{imprint.stamp}）", "Table Note")
    official.begin_annex(document, "附件", ledger)
    annex(document, found.ledger)
    return official.saved(document)
