"""The sentences on members and councils, each number in them computed."""

from typing import Any

from dashboard.documents.report.counted import part
from dashboard.queries.report import Report

_LIMITS = {"at_most": "不超过", "at_least": "不少于"}


def membership(found: Report) -> str:
    """How the individual members of the societies with both year-ends changed."""
    one, period = found.membership.figures, found.filters.period
    if not one.compared_count:
        return f"没有学会同时具有{one.base_year}年底和{period}年底的个人会员数。"
    return (
        f"{found.basis.expected}家学会中，{one.compared_count}家有{one.base_year}年底和{period}年底两个时点的个人会员数，"
        f"合计由{one.base:,}人变为{one.now:,}人，{_change(one.base, one.now)}；"
        f"其中个人会员少于{one.base_year}年底的{part(one.fallen_count, one.compared_count)}。"
    )


def growth(found: Report) -> str:
    """How many of those due for renewal grew by as much as is asked."""
    one = found.membership.figures
    told = f"按细则，{one.base_year}年底个人会员{one.small_base}人以下的应增加{one.growth_pct}%以上，"
    told += f"{one.small_base}人以上的应有所增加。"
    if not one.due_count:
        return told + "没有应换届的学会，不作判定。"
    told += f"应换届的{one.due_count}家学会中，达到要求的{part(one.met_count, one.due_count)}，"
    return told + f"未达到的{one.unmet_count}家，待定{one.unknown_count}家。"


def council(found: Report) -> str:
    """How many of those due for renewal keep each limit."""
    limits = [row for row in found.ratios[found.ratios["side"].notna()].itertuples() if judged(row)]
    if not limits:
        return "没有应换届的学会，各项比例不作判定。"
    told = [
        f"“{row.ratio}”{limit(row)}的{part(row.met_count, judged(row))}"
        + (f"，待定{row.unknown_count}家" if row.unknown_count else "")
        for row in limits
    ]
    told.append("未设常务理事会的，涉及常务理事的项目不适用")
    return f"应换届的{found.renewal.due}家学会中，{'；'.join(told)}。"


def shown(found: Report) -> str:
    """The ratios that are only shown, with their medians; nothing where there are none."""
    rows = found.ratios[found.ratios["side"].isna() & (found.ratios["known_count"] > 0)]
    told = "；".join(f"“{row.ratio}”中位数{row.median_share:.1%}（{row.known_count}家）" for row in rows.itertuples())
    return f"细则未定数量要求、只列示的：{told}。" if told else ""


def judged(row: Any) -> int:
    """How many societies a ratio is judged for: due, and not 不适用."""
    return int(row.due_count - row.not_applicable_count)


def limit(row: Any) -> str:
    """The limit of a ratio in words: 不超过1/3."""
    return f"{_LIMITS[row.side]}{row.limit_part}/{row.limit_whole}"


def _change(before: int, after: int) -> str:
    if after == before:
        return "持平"
    return f"{'增加' if after > before else '减少'}{abs(after - before):,}人（{after / before - 1:+.1%}）"
