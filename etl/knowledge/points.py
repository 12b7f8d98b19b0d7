"""Points (计分) of a rubric: read, and refused when wrong (docs/judging.md, Points).

points = { measure = "now", bands = [{ at_least = 600, points = 3 }, { at_least = 200, points = 2 }] }
points = { measure = "awards", each = 2, cap = 10 }          # 每项 2 分，最高 10 分
points = { done = 5, partial = 2.5, not_done = 0 }           # by the answer, and by the rule where there is one
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from etl.knowledge.criteria import Band, Criterion, Grade, Group, Points, Task
from etl.knowledge.measures import Measure

_FORMS = (frozenset({"measure", "bands"}), frozenset({"measure", "each", "cap"}), frozenset({"done", "not_done"}))
_HUNDREDTHS = 100


class PointsError(ValueError):
    """Points are wrong: `key` names them, `criterion_id` whose they are, the message says how."""

    def __init__(self, key: str, problem: str, criterion_id: str = "") -> None:
        super().__init__(problem)
        self.key = key
        self.criterion_id = criterion_id


def read(entry: Mapping[str, Any], decided_by: str, measures: Mapping[str, Measure]) -> Points:
    """The key `points` of a criterion. Raises PointsError."""
    known = frozenset().union(*_FORMS, {"partial"})
    for strange in sorted(set(entry) - known):
        raise PointsError(f"points.{strange}", "不认识此键")
    if "measure" not in entry:
        return _by_answer(entry, decided_by)
    if entry["measure"] not in measures:
        raise PointsError("points.measure", f"没有名为“{entry['measure']}”的指标")
    if "each" in entry:
        _keys(entry, _FORMS[1])
        each, cap = (hundredths(f"points.{key}", entry[key]) for key in ("each", "cap"))
        if each == 0 or cap < abs(each):
            raise PointsError("points.cap", "each 不能是 0，cap 是最多加（或扣）多少分，不能少于 each")
        return Points(entry["measure"], each=each, cap=cap)
    _keys(entry, _FORMS[0])
    return Points(entry["measure"], bands=_bands(entry["bands"]))


def _by_answer(entry: Mapping[str, Any], decided_by: str) -> Points:
    _keys(entry, _FORMS[2] if decided_by == "rule" else _FORMS[2] | {"partial"})
    done, partial, not_done = (
        hundredths(f"points.{key}", entry[key]) if key in entry else None for key in ("done", "partial", "not_done")
    )
    steps = [points for points in (done, partial, not_done) if points is not None]
    if steps != sorted(steps, reverse=True) or steps[0] == steps[-1]:
        raise PointsError("points", "完成得越多分数越高：done、partial、not_done 应从高到低")
    if steps[0] < 0 or steps[-1] > 0:
        raise PointsError("points", "done 不能小于 0，not_done 不能大于 0")
    return Points(done=done, partial=partial, not_done=not_done)


def _bands(entries: Any) -> tuple[Band, ...]:
    if not isinstance(entries, list) or not entries:
        raise PointsError("points.bands", "应至少有一档")
    bands = [_band(entry) for entry in entries]
    if len({band.at_least is None for band in bands}) > 1:
        raise PointsError("points.bands", "各档应都用 at_least，或都用 at_most")
    limits = [band.limit if band.at_most is not None else -band.limit for band in bands]
    if any(first >= second for first, second in itertools.pairwise(limits)):
        raise PointsError("points.bands", "各档的界限应从严到宽，不能重叠：at_least 从大到小，at_most 从小到大")
    sizes = [abs(band.points) for band in bands]
    if len({band.points > 0 for band in bands}) > 1 or sizes != sorted(set(sizes), reverse=True) or not sizes[-1]:
        raise PointsError("points.bands", "各档的分数应从多到少（扣分同样），不能相同，不能是 0")
    return tuple(bands)


def _band(entry: Any) -> Band:
    if not isinstance(entry, dict) or set(entry) not in ({"at_least", "points"}, {"at_most", "points"}):
        raise PointsError("points.bands", "一档应写 at_least（或 at_most）和 points")
    [limit] = (entry[key] for key in entry if key != "points")
    if type(limit) is not int or limit < 0:
        raise PointsError("points.bands", "界限应是不小于 0 的整数")
    if entry.get("at_least") == 0:
        raise PointsError("points.bands", "at_least = 0 人人都能达到，不成一档")
    return Band(entry.get("at_least"), entry.get("at_most"), hundredths("points.bands", entry["points"]))


def _keys(entry: Mapping[str, Any], form: frozenset[str]) -> None:
    for missing in sorted(form - set(entry)):
        raise PointsError(f"points.{missing}", "缺少此键")
    for strange in sorted(set(entry) - form):
        raise PointsError(f"points.{strange}", "不能与其他的键并用")


def hundredths(key: str, value: Any) -> int:
    """The number of hundredths of a point; the rubric is read with decimals, never with floats. Raises PointsError."""
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite() or Decimal(value) * _HUNDREDTHS % 1:
        raise PointsError(key, "应是分数，最多两位小数")
    return int(Decimal(value) * _HUNDREDTHS)


def read_cap(key: str, entry: Mapping[str, Any]) -> tuple[int | None, bool]:
    """The keys `cap` and `bonus` of a group. Raises PointsError."""
    cap, is_bonus = entry.get("cap"), entry.get("bonus", False)
    if cap is not None and (cap := hundredths(f"{key}.cap", cap)) <= 0:
        raise PointsError(f"{key}.cap", "应大于 0")
    if type(is_bonus) is not bool:
        raise PointsError(f"{key}.bonus", "应是 true 或 false")
    return cap, is_bonus


def read_grades(entries: Sequence[Mapping[str, Any]]) -> tuple[Grade, ...]:
    """The parts `[[grade]]`, the best first. Raises PointsError."""
    grades = [_grade(entry) for entry in entries]
    limits = [grade.at_least for grade in grades]
    doubled = sorted({grade.name for grade in grades if [one.name for one in grades].count(grade.name) > 1})
    if doubled:
        raise PointsError("grade.name", f"重复：{'、'.join(doubled)}")
    if grades and limits[-1] is not None:
        below = printed(limits[-1])
        raise PointsError("grade", f"{below} 分以下没有等级：最后一个等级不写 at_least，例如 name = “不评级”")
    if None in limits[:-1]:
        raise PointsError("grade.at_least", "只有最后一个等级不写 at_least")
    stated = [limit for limit in limits if limit is not None]
    if any(first <= second for first, second in itertools.pairwise(stated)):
        raise PointsError("grade.at_least", "各等级应从高到低，不能重叠")
    return tuple(grades)


def _grade(entry: Mapping[str, Any]) -> Grade:
    for strange in sorted(set(entry) - {"name", "at_least"}):
        raise PointsError(f"grade.{strange}", "不认识此键")
    if "name" not in entry:
        raise PointsError("grade.name", "缺少此键")
    limit = hundredths("grade.at_least", entry["at_least"]) if "at_least" in entry else None
    return Grade(str(entry["name"]), limit)


def check(groups: Iterable[Group], tasks: Sequence[Task], grades: Sequence[Grade]) -> None:
    """What shows only when all tasks are read. Raises PointsError."""
    by_group = {group.group_id: [one for task in tasks for one in _scored(task, group)] for group in groups}
    for group in groups:
        if (group.is_bonus or group.cap is not None) and not by_group[group.group_id]:
            raise PointsError(f"groups.{group.group_id}", "写了 cap 或 bonus，但这一组没有计分的判定项")
        if group.is_bonus and group.cap is None:
            raise PointsError(f"groups.{group.group_id}.cap", "加分的组须写明最多加多少分（cap）")
    scored = [(group, one) for group in groups for one in by_group[group.group_id]]
    if grades and not scored:
        raise PointsError("grade", "有等级，但没有计分的判定项")
    for group, criterion in scored:
        _check_criterion(group, criterion)
    _check_directions([criterion for _, criterion in scored])
    most = sum(_capped(group, sum(_of(one).most for one in by_group[group.group_id])) for group in groups)
    for grade in grades:
        if grade.at_least is not None and grade.at_least > most:
            raise PointsError("grade.at_least", f"各项最多 {printed(most)} 分，永远评不到“{grade.name}”")


def _scored(task: Task, group: Group) -> list[Criterion]:
    return [one for one in task.criteria if one.points and task.group_id == group.group_id]


def _of(criterion: Criterion) -> Points:
    return criterion.points or Points()


def _capped(group: Group, points: int) -> int:
    return points if group.cap is None else min(points, group.cap)


def _check_criterion(group: Group, criterion: Criterion) -> None:
    points, name = _of(criterion), criterion.criterion_id
    is_answered = criterion.is_standard and criterion.is_judged
    if points.measure is None and criterion.decided_by != "rule" and not is_answered:
        raise PointsError("points", "没有地方填报：按完成情况计分的应是工作标准，并且参加判定", name)
    if points.measure is None and not criterion.is_judged:
        raise PointsError("points", "不参加判定的判定项没有完成情况可以计分", name)
    if points.least < 0 and (group.kind != "basic" or criterion.applies_when is not None):
        raise PointsError("points", "扣分只能写在一定适用的判定项里（basic 组，没有 applies_when）", name)


def _check_directions(criteria: Sequence[Criterion]) -> None:
    """A number that is open may be taken at its least and its most only where it is better everywhere, or worse."""
    better: dict[str, tuple[bool, str]] = {}
    for criterion in criteria:
        points = _of(criterion)
        if points.measure is None:
            continue
        is_more_better, other = better.setdefault(points.measure, (points.is_more_better, criterion.criterion_id))
        if is_more_better != points.is_more_better:
            problem = f"这个指标在 {other} 里的好坏方向相反，没有填时算不出可能的分数；请换一个指标"
            raise PointsError("points.measure", problem, criterion.criterion_id)


def printed(points: int) -> str:
    """Hundredths as people write them: 250 → `2.5`."""
    whole, part = divmod(abs(points), _HUNDREDTHS)
    return f"{'-' * (points < 0)}{whole}" + (f".{part:02d}".rstrip("0") if part else "")


def printed_points(points: Points, measures: Mapping[str, Measure]) -> str:
    """How the points are given, in words: `本年底个人会员数：600 人以上 3 分，200 人以上 2 分`."""
    if points.measure is None:
        words = ("已完成", "部分完成", "未完成") if points.partial is not None else ("达标", "", "未达标")
        steps = zip(words, (points.done, points.partial, points.not_done), strict=True)
        return "，".join(f"{word} {_said(number)}" for word, number in steps if number is not None)
    label, unit = measures[points.measure].label, measures[points.measure].unit
    if points.each is not None:
        most = f"最多 {_said(points.most)}" if points.each > 0 else f"最多{_said(points.least)}"
        return f"{label}：每 1 {unit or '个'} {_said(points.each)}，{most}"
    side = "以上" if points.bands[0].at_least is not None else "以下"
    bands = (f"{band.limit:,} {unit}{side if band.limit else ''} {_said(band.points)}" for band in points.bands)
    return f"{label}：{'，'.join(bands)}"


def _said(points: int) -> str:
    return f"扣 {printed(-points)} 分" if points < 0 else f"{printed(points)} 分"
