"""What the association knows, as data: the rubric, the layout of the workbook, the kinds of findings."""
