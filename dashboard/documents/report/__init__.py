"""通报: a period in one official document, one paragraph, or six slides, under the filters in force."""

from dashboard.documents.report.document import report_docx, report_paragraph
from dashboard.documents.report.imprint import Imprint

__all__ = ["Imprint", "report_docx", "report_paragraph"]
