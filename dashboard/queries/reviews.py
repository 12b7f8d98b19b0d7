"""审核: what the staff is asked about in one society, what it has decided, and how many answers it has gone through."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.database import ask

_JUDGED = """
with judged as (
    select result.*, result.judged_submission_id as judged_id, criterion.text, criterion.decided_by, criterion.rule
    from criterion_result as result
    join period using (period)
    join criterion on criterion.rubric = period.rubric and criterion.criterion_id = result.criterion_id
    where result.society_id = $society_id and result.period = $period
)
"""

_ASKED = f"""{_JUDGED}
select
    judged.criterion_id, judged.task_id, judged.text, judged.decided_by, judged.rule,
    judged.declared, judged.declared_written, judged.verdict, judged.reason, judged.explanation, judged.is_reviewable,
    judged.reviewed, judged.opinion, judged.reviewer, judged.reviewed_at,
    judged.judged_id, submission.version, submission.file_name, submission.sha256,
    judged.answer_sheet, judged.answer_cell, judged.rule_sheet, judged.rule_cell
from judged
left join submission using (submission_id)
where judged.criterion_id = $criterion_id
"""

# Once another submission is in force, it is a matter of the past.
_EARLIER = f"""{_JUDGED}
select
    review.criterion_id, submission.version, answer.declared, review.decision as reviewed, review.opinion,
    review.reviewer, review.reviewed_at
from review
left join submission using (submission_id)
left join answer on answer.submission_id = review.submission_id and answer.criterion_id = review.criterion_id
left join judged on judged.criterion_id = review.criterion_id
    and judged.judged_id = review.submission_id
where review.society_id = $society_id and review.period = $period and judged.criterion_id is null
order by review.criterion_id, review.reviewed_at desc
"""


@lru_cache(maxsize=256)
def asked(build: str, period: int, society_id: str, criterion_id: str) -> Mapping[str, Any] | None:
    """All that there is to know for the review of one criterion, by column; None where nothing is judged."""
    found = ask(build, _ASKED, {"period": period, "society_id": society_id, "criterion_id": criterion_id})
    return None if found.empty else found.astype(object).where(found.notna(), None).iloc[0].to_dict()


@lru_cache(maxsize=256)
def earlier(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: review of an answer that is in force no more; `declared` is what it judged."""
    return ask(build, _EARLIER, {"period": period, "society_id": society_id})
