"""通报: the report of a period as an official document for Word, and as one paragraph to paste."""

from dashboard.documents import official, word
from dashboard.documents.imprint import Imprint
from dashboard.documents.report import scores, sentences
from dashboard.documents.report.annex import annex
from dashboard.documents.report.content import body
from dashboard.queries import Filters
from dashboard.queries import report as queries

# Blanks that nobody overlooks, where the registry does not say.
ISSUER, ADDRESSEE = "××市科学技术协会", "各市级学会"


def report_paragraph(build: str, filters: Filters) -> str:
    """Return the report in one paragraph of plain text."""
    report = queries.report(build, filters)
    return sentences.paragraph(report) + scores.sentence(report)


def report_docx(build: str, filters: Filters, imprint: Imprint) -> bytes:
    """Return the report as a .docx: text, tables, charts, and the ledger as an annex that lies across."""
    report = queries.report(build, filters)
    named = queries.sending(build, filters.period)
    issuer, addressee = named.issuer or ISSUER, named.addressee or ADDRESSEE
    title = (issuer, f"关于{filters.period}年度学会改革任务", "完成情况的通报")
    ledger = f"{filters.period}年度学会改革任务台账"
    document = word.blank(official.TEMPLATE, imprint.date)
    official.letterhead(document, issuer, imprint.dispatch.number)
    official.head(document, title, "（演示数据）" if report.basis.is_demo else "", f"{addressee.rstrip('：:')}：")
    word.write(document, sentences.opening(report, imprint.filters))
    official.lay_out(document, body(report))
    official.sign(document, ledger, issuer, imprint.date)
    word.write(document, f"（{imprint.stamp}）", "Table Note")
    official.begin_annex(document, ledger)
    annex(document, report.ledger)
    official.record(document, imprint.dispatch, imprint.date)
    return word.saved(document, "".join(title), issuer)
