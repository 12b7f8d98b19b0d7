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
_COUNTED = ("met", "unmet", "unknown")
_TINTS = {
    labels.MARKS[verdict]: Tint(style.VERDICT_COLOURS[verdict][1:], style.ON_VERDICT[verdict][1:])
    for verdict in ("unmet", "unknown")
}


def annex(document: WordDocument, ledger: Ledger) -> None:
    """Add the ledger and, above it, what its marks mean."""
    # Widths add up to the 261 millimetres of a page that lies across.
    tasks, societies = ledger.tasks, ledger.societies
    judged = [*tasks["task_id"], *_CONCLUSIONS]
    write(document, _legend(len(societies)), "Table Note")
    columns = (
        WordColumn("序号", 8),
        WordColumn(labels.COLUMNS["name"], 41, "left"),
        WordColumn(labels.COLUMNS["category"], 13),
        WordColumn(labels.COLUMNS["renewal_applicability"], 16),
        WordColumn(labels.COLUMNS["state"], 13),
        *(
            WordColumn(f"{task.number}\n{task.short_title}", 6.6, group=labels.GROUPS[task.task_group])
            for task in tasks.itertuples()
        ),
        WordColumn(labels.COLUMNS["chosen_count"], 8),
        *(WordColumn(labels.COLUMNS[one], 7.5, group="结论") for one in _CONCLUSIONS),
    )
    rows = [
        (
            number,
            society["name"],
            society["category"],
            society["renewal_applicability"],
            society["state"],
            *(_MARK_OF.get(society[one], _NOTHING) for one in tasks["task_id"]),
            society["chosen_count"],
            *(_MARK_OF.get(society[one], _NOTHING) for one in _CONCLUSIONS),
        )
        for number, (_, society) in enumerate(societies.iterrows(), 1)
    ]
    sums = [
        ("", word, "", "", "", *tasks_counted, "", *conclusions_counted)
        for word, tasks_counted, conclusions_counted in _sums(societies, judged, len(tasks))
    ]
    add_table(document, WordTable(columns, rows, sums, "Ledger", _TINTS))
    write(document, "", "Table Note")


def _legend(count: int) -> str:
    marks = "，".join(f"{labels.MARKS[one]} {labels.VERDICTS[one]}" for one in _COUNTED)
    return f"共{count}家学会。{marks}，{_NOTHING} 未到换届、未选或不适用；合计各列中应完成=达标+未达标+待定。"


def _sums(societies: pd.DataFrame, judged: list[str], task_count: int) -> list[tuple[str, list[object], list[object]]]:
    counts = {one: societies[one].value_counts() for one in judged}
    sums = []
    for verdict in (*_COUNTED, "due"):
        parts = _COUNTED if verdict == "due" else (verdict,)
        numbers: list[object] = [
            sum(int(counts[one].get(labels.VERDICTS[part], 0)) for part in parts) for one in judged
        ]
        word = "合计：应完成" if verdict == "due" else f"合计：{labels.VERDICTS[verdict]}"
        sums.append((word, numbers[:task_count], numbers[task_count:]))
    return sums
