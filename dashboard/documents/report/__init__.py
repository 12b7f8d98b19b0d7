"""通报: a period in one official document, one paragraph, or six slides, under the filters in force."""

from dashboard.documents.imprint import Imprint
from dashboard.documents.report.document import report_docx, report_paragraph
from dashboard.documents.report.slides import report_pptx

__all__ = ["Imprint", "report_docx", "report_paragraph", "report_pptx"]
