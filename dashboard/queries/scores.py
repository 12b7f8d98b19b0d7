"""得分: points and grades under a rubric that gives points, from society to cell (docs/judging.md, Points)."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.database import ask
from dashboard.queries import Filters, in_scope
from dashboard.wording.score_words import fraction, span


@lru_cache(maxsize=16)
def scored_periods(build: str) -> frozenset[int]:
    """Return the years of the registry whose rubric gives points."""
    rows = ask(build, "select period from period semi join criterion_points using (rubric)")
    return frozenset(rows["period"])


@lru_cache(maxsize=64)
def societies(build: str, filters: Filters) -> pd.DataFrame:
    """Return a row for each society: low and high in hundredths, in words `score` and `self_score`, and the grades.

    The best come first; those that have not reported, whose `grade` says so, last.
    """
    frame = in_scope(
        build,
        filters,
        """
        select
            scope.society_id, scope.name, scope.category, scope.supporting_unit, scope.state, scope.is_reported,
            self_low, self_high, low, high, maximum, open_count as open_score_count,
            if(scope.is_reported, grade, '未报送') as grade,
            if(scope.is_reported, self_grade, '未报送') as self_grade,
            grade_low = grade_high as is_graded
        from scope
        join society_score as score using (society_id, period)
        order by scope.is_reported desc, low desc, high desc, name collate zh_cn
        """,
    )
    for column, bounds in {"score": ("low", "high"), "self_score": ("self_low", "self_high")}.items():
        spans = [span(*row) for row in frame[list(bounds)].itertuples(index=False, name=None)]
        frame[column] = [one if is_in else None for one, is_in in zip(spans, frame["is_reported"], strict=True)]
    frame["full_score"] = [span(one, one) for one in frame["maximum"]]
    return frame


@lru_cache(maxsize=64)
def grades(build: str, filters: Filters) -> pd.DataFrame:
    """Return how many societies have each grade: the sure ones, the best first, then those between two or more, then
    未报送. `limit` says from how many points a grade is given; `is_sure` whether it is one grade.
    """
    return in_scope(
        build,
        filters,
        """
        , graded as (
            select
                if(scope.is_reported, score.grade, '未报送') as grade,
                count(*) as society_count,
                any_value(grade_high) as best,
                any_value(grade_low) as worst
            from scope
            join society_score as score using (society_id, period)
            group by all
        ),
        rung as (
            select grade.name as grade, position, at_least
            from grade
            join period using (rubric)
            where period.period = $period
        )
        select
            coalesce(graded.grade, rung.grade) as grade,
            coalesce(society_count, 0) as society_count,
            rung.grade is not null as is_sure,
            rung.at_least
        from graded
        full join rung on rung.grade = graded.grade
        left join rung as best_grade on best_grade.grade = graded.best
        left join rung as worst_grade on worst_grade.grade = graded.worst
        order by
            graded.grade is not distinct from '未报送', rung.grade is null,
            coalesce(rung.position, best_grade.position), worst_grade.position
        """,
    )


@dataclass(frozen=True, eq=False)
class ScoreStanding:
    """`societies` as the function of that name returns them, and from how many hundredths each grade is given."""

    societies: pd.DataFrame
    limits: tuple[tuple[str, int], ...]


@lru_cache(maxsize=64)
def standing(build: str, filters: Filters) -> ScoreStanding:
    """Return where each society stands, and the limits of the grades."""
    return ScoreStanding(societies(build, filters), limits(build, filters.period))


@lru_cache(maxsize=64)
def limits(build: str, period: int) -> tuple[tuple[str, int], ...]:
    """Return from how many hundredths of a point each grade is given, but for the last."""
    rows = ask(
        build,
        """
        select name, at_least
        from grade
        join period using (rubric)
        where period = $period and at_least is not null
        order by position
        """,
        {"period": period},
    )
    return tuple((str(name), int(limit)) for name, limit in rows.itertuples(index=False, name=None))


@lru_cache(maxsize=64)
def criteria(build: str, filters: Filters) -> pd.DataFrame:
    """Return what each criterion costs all that reported, in hundredths: `lost` for sure, `undecided`, of `full`.

    A deduction has no full marks: what it takes is lost. What a bonus does not give is no loss: those groups are left
    out. The dearest come first; `society_count` is to how many societies the criterion applies.
    """
    frame = in_scope(
        build,
        filters,
        """
        select
            criterion.criterion_id,
            criterion.short_text,
            criterion.text,
            points.printed as points_rule,
            count(*) as society_count,
            sum(score.maximum - score.high)::bigint as lost,
            sum(score.high - score.low)::bigint as undecided,
            sum(score.maximum)::bigint as full_marks
        from scope
        join criterion_score as score using (society_id, period)
        join criterion on criterion.rubric = scope.rubric and criterion.criterion_id = score.criterion_id
        join criterion_points as points on points.rubric = scope.rubric
            and points.criterion_id = score.criterion_id
        join task on task.rubric = scope.rubric and task.task_id = score.task_id
        join task_group on task_group.rubric = scope.rubric and task_group.group_id = task.group_id
        where not task_group.is_bonus
        group by all
        order by lost desc, undecided desc, criterion_id
        """,
    )
    for column in ("lost", "undecided", "full_marks"):
        frame[f"{column}_points"] = [span(one, one) for one in frame[column]]
    return frame


@dataclass(frozen=True, eq=False)
class Scores:
    """What the functions of these names return."""

    societies: pd.DataFrame
    grades: pd.DataFrame
    criteria: pd.DataFrame

    @property
    def has_grades(self) -> bool:
        return bool(self.grades["is_sure"].any())


@lru_cache(maxsize=16)
def scores(build: str, filters: Filters) -> Scores | None:
    """Return the points of the societies that pass the filters; None where the rubric gives none."""
    if filters.period not in scored_periods(build):
        return None
    return Scores(societies(build, filters), grades(build, filters), criteria(build, filters))


@lru_cache(maxsize=64)
def of_criterion(build: str, filters: Filters, criterion_id: str) -> pd.DataFrame:
    """Return what the criterion gives each society that reported, with its cell; who loses the most comes first."""
    return with_points(
        in_scope(
            build,
            filters,
            """
            select
                scope.society_id, scope.name, scope.category, score.self_low, score.self_high, score.low, score.high,
                score.maximum, score.reason, score.explanation,
                score.sheet || '!' || score.cell as place, submission.file_name
            from scope
            join criterion_score as score using (society_id, period)
            left join submission using (submission_id)
            where score.criterion_id = $criterion
            order by score.maximum - score.high desc, score.high - score.low desc, scope.name collate zh_cn
            """,
            criterion=criterion_id,
        )
    )


SOCIETY_CRITERIA = """
select
    score.society_id, score.criterion_id, criterion.short_text as text, points.printed as points_rule,
    score.self_low, score.self_high, score.low, score.high, score.maximum, score.reason, score.explanation,
    score.sheet || '!' || score.cell as place, submission.file_name
from criterion_score as score
join period using (period)
join criterion on criterion.rubric = period.rubric and criterion.criterion_id = score.criterion_id
join criterion_points as points on points.rubric = period.rubric and points.criterion_id = score.criterion_id
left join submission using (submission_id)
where score.society_id = $society_id and score.period = $period
order by criterion.position
"""
SOCIETY_SUMS = """
select society_id, '' as title, low, high, maximum, self_low, self_high, grade, self_grade, -1 as number
from society_score as score
where is_reported and score.society_id = $society_id and score.period = $period
union all
select society_id, score.title, low, high, if(is_bonus, 0, maximum), self_low, self_high, null, null, min(task.number)
from group_score as score
join period using (period)
join task using (rubric, group_id)
where score.society_id = $society_id and score.period = $period
group by all
order by society_id, number
"""


def in_short(sums: pd.DataFrame) -> tuple[str, ...]:
    """Return a society's points in words: after reviews, as it answers, and by group; nothing where there are none.

    `sums` are the rows of `SOCIETY_SUMS` of one society.
    """
    if sums.empty or sums.iloc[0]["title"]:
        return ()
    whole = sums.iloc[0]
    said = f"审核后 {fraction(whole['low'], whole['high'], whole['maximum'])} 分"
    own = f"自评 {span(whole['self_low'], whole['self_high'])} 分"
    if whole["grade"]:
        said, own = f"{said}，{whole['grade']}", f"{own}，{whole['self_grade']}"
    return (said, own, *(f"{row.title} {fraction(row.low, row.high, row.maximum)}" for row in sums[1:].itertuples()))


def with_points(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `score`, `self_score` and `full_score` in words."""
    frame = frame.copy()
    columns = {"score": ("low", "high"), "self_score": ("self_low", "self_high"), "full_score": ("maximum", "maximum")}
    for column, bounds in columns.items():
        frame[column] = [span(*row) for row in frame[list(bounds)].itertuples(index=False, name=None)]
    return frame
