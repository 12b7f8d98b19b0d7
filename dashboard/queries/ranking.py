"""How 学科 and 挂靠单位 stand beside each other, by the share of their societies that meet all they must."""

from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope


@lru_cache(maxsize=64)
def ranking(build: str, filters: Filters, by: str) -> pd.DataFrame:
    """Return the groups by `category` or `supporting_unit`, the best first, with how many of their societies meet
    all, and each kind of tasks.
    """
    groups = in_scope(
        build,
        filters,
        """
        select
            if($by = 'category', category, supporting_unit) as ranked,
            count(*) as society_count,
            count(*) filter (where overall = 'met') as met_count,
            count(*) filter (where overall = 'unmet') as unmet_count,
            count(*) filter (where overall = 'unknown') as unknown_count,
            count(*) filter (where basic = 'met') as basic_count,
            count(*) filter (where renewal = 'met') as renewal_count,
            count(*) filter (where optional = 'met') as optional_count
        from scope
        group by ranked
        order by count(*) filter (where overall = 'met') / count(*) desc, count(*) desc, ranked collate zh_cn
        """,
        by=by,
    )
    return groups.rename(columns={"ranked": by})
