"""What a view, a download or a document is based on, and the filters in force: plain text on one line."""

from functools import lru_cache

from dashboard.queries import Filters, basis
from dashboard.wording import labels
from etl import desk


@lru_cache(maxsize=256)
def based_on(build: str, filters: Filters) -> str:
    """Return what the figures of a view or a download are based on."""
    basis_now, moment = basis.basis(build, filters), desk.moment(build)
    return " · ".join(
        [
            *([f"{moment:%Y-%m-%d %H:%M} 的状态"] if moment else []),
            *(["演示数据"] if basis_now.is_demo else []),
            f"数据截至 {basis_now.as_of:%Y-%m-%d %H:%M}" if basis_now.as_of else "尚未收到填报表",
            f"已报送 {basis_now.reported}/{basis_now.expected} 家",
            *([f"已审核 {basis_now.reviewed}/{basis_now.reviewable} 项"] if basis_now.reviewable else []),
            f"评价细则 {basis_now.rubric} 年起执行",
        ]
    )


def in_words(filters: Filters) -> str:
    """Return the filters as stamps and downloads state them: 2018 年度；学科：医科、理科."""
    parts = [
        ("学科", "、".join(filters.categories)),
        ("挂靠单位", "、".join(filters.units)),
        ("换届", labels.RENEWAL.get(filters.renewal, "")),
        ("状态", "、".join(labels.STATES[state] for state in filters.states)),
    ]
    return "；".join([f"{filters.period} 年度", *(f"{name}：{value}" for name, value in parts if value)])
