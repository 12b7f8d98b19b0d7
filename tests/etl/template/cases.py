"""The period, the society and its last submission that the templates of these tests are written for."""

import datetime as dt

from etl.registry import Period, RegisteredBase, Society
from etl.template import Last

PERIOD = Period(2018, dt.date(2019, 1, 15))
SOCIETY = Society(
    society_id="S007",
    name="滨海市示例潮汐与湿地学会",
    former_names=("滨海市示例潮汐研究会",),
    credit_code="51990000MJ0000018N",
    category="理科",
    supporting_unit="滨海示例大学",
    renewal_years=(2018, 2023),
    bases=(RegisteredBase("S007", 2016, 412, "H2"),),
    contact="示例联系人",
    phone="000-00000000",
    status="正常",
)
LAST = Last(
    {"delegates": 186, "is_renewal": "否", "founded_date": "1986-05-20", "category": "工科"},
    {2016: (410, 12), 2017: (455, 14), 2018: (500, 15)},
)
