"""The annex of the report: the ledger, one society a row, the twenty tasks as marks with their colours."""

import pandas as pd
from docx.document import Document as WordDocument

from dashboard.charts import style
from dashboard.documents.word import write
from dashboard.documents.word_tables import Tint, WordColumn, WordTable, add_table
from dashboard.queries.ledger import Ledger
from dashboard.wording import labels

_CONCLUSIONS = ("basic", "renewal", "optional", "overall")
_MARK_OF = {word: labels.MARKS[verdict] for verdict, word in labels.VERDICTS.items()}
_NOTHING = labels.MARKS["not_applicable"]
# Millimetres: of a page that lies across, and of columns.
_ACROSS, _NUMBER, _NARROWEST_NAME = 261, 8, 26
_BEFORE_TASKS = {"category": 13, "renewal_applicability": 16, "state": 13}
_CHOSEN = ("chosen_count",)
_POINTS = ("score", "grade")
_COUNTED = ("met", "unmet", "unknown")
_TINTS = {
    labels.MARKS[verdict]: Tint(style.VERDICT_COLOURS[verdict][1:], style.ON_VERDICT[verdict][1:])
    for verdict in ("unmet", "unknown")
}


def annex(document: WordDocument, ledger: Ledger) -> None:
    """Add the ledger and, above it, what its marks mean."""
    tasks, societies = ledger.tasks, ledger.societies
    conclusions = [one for one in _CONCLUSIONS if one in societies]
    judged = [*tasks["task_id"], *conclusions]
    write(document, _legend(len(societies)), "Table Note")
    before = [WordColumn(labels.COLUMNS[one], width) for one, width in _BEFORE_TASKS.items() if one in societies]
    after = [
        *(
            WordColumn(f"{task.number}\n{task.short_title}", 6.6, group=labels.GROUPS[task.task_group])
            for task in tasks.itertuples()
        ),
        *(WordColumn(labels.COLUMNS[one], 8) for one in _CHOSEN if one in societies),
        *(WordColumn(labels.COLUMNS[one], 7.5, group="结论") for one in conclusions),
        *(WordColumn(labels.COLUMNS[one], 19) for one in _POINTS if one in societies),
    ]
    name_width = _ACROSS - sum(one.width for one in (*before, *after)) - _NUMBER
    name = WordColumn(labels.COLUMNS["name"], max(name_width, _NARROWEST_NAME), "left")
    columns = (WordColumn("序号", _NUMBER), name, *before, *after)
    marked = {*judged}
    shown = ["name", *_BEFORE_TASKS, *tasks["task_id"], *_CHOSEN, *conclusions, *_POINTS]
    shown = [one for one in shown if one in societies]
    rows = [
        (number, *(_MARK_OF.get(row[one], _NOTHING) if one in marked else row[one] for one in shown))
        for number, (_, row) in enumerate(societies.iterrows(), 1)
    ]
    sums = [
        ("", *(word if one == "name" else counts.get(one, "") for one in shown))
        for word, counts in _sums(societies, judged)
    ]
    add_table(document, WordTable(columns, rows, sums, "Ledger", _TINTS))
    write(document, "", "Table Note")


def _legend(count: int) -> str:
    marks = "，".join(f"{labels.MARKS[one]} {labels.VERDICTS[one]}" for one in _COUNTED)
    return f"共{count}家学会。{marks}，{_NOTHING} 未到换届、未选或不适用；合计各列中应完成=达标+未达标+待定。"


def _sums(societies: pd.DataFrame, judged: list[str]) -> list[tuple[str, dict[str, object]]]:
    """What a row of sums is of, and its number by column."""
    counts = {one: societies[one].value_counts() for one in judged}
    sums = []
    for verdict in (*_COUNTED, "due"):
        parts = _COUNTED if verdict == "due" else (verdict,)
        numbers: dict[str, object] = {
            one: sum(int(counts[one].get(labels.VERDICTS[part], 0)) for part in parts) for one in judged
        }
        sums.append(("合计：应完成" if verdict == "due" else f"合计：{labels.VERDICTS[verdict]}", numbers))
    return sums
