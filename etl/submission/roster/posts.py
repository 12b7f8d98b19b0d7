"""会内职务 as people write it: the role in the council (docs/workbook.md, What people really send back)."""

import re
from functools import lru_cache

from etl.knowledge.layout import Layout
from etl.submission.cells.values import is_blank, written
from etl.text import match_key
from etl.workbook import Value

NOBODY = "nobody"
"""The role of posts outside the council: 监事, 顾问, 名誉理事长, 会员代表."""
UNREADABLE = "unreadable"

_LONGEST = 60  # a longer text is no post
_BRACKETS = re.compile(r"[()\[\]【】〔〕{}]")
_REMARK = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]?")
_BESIDE = (  # what may stand beside a post and is none: 党内 posts, 法定代表人
    "(?:理事会|学会|办事机构|功能型|临时|联合)*党(?:委员会|委|总支|支部|小组|组织|组|工作|建|宣传|纪检|青年|统战|学习|生活|保密|群工)*"
    "(?:第一|专职|常务|副)*(?:书记|组长|委员|成员|负责人|召集人|指导员|联络员)|法定代表人|法人代表|法人"
)
_BETWEEN = (
    r"[^\w?]+|_+|兼任?|以及|[和及与暨并]|本会|本学会|学会|协会|(?:常务)?理事会|第?[一二三四五六七八九十0-9]{1,3}届"
)
_NUMBERING = re.compile(r"^(?:[(]?[一二三四五六七八九十0-9]{1,3}[)、.,:]+)+")
_NUMBER_OF_PERSONS = re.compile(r"[,:]?共?[0-9]{1,4}[人名位]$")
_LEFT = re.compile("辞|离任|卸任|去世|逝世|病故|已故|免去|非(?:常务)?理事|^(?:候选|拟任?|提名|候补)人?$")
_OF_A_LIST = re.compile(r"(?:名单|名册|一览表|花名册)$")


def post(value: Value, layout: Layout) -> str | None:
    """The role of a post, of several the highest; None for a blank. Raises ValueError for anything else.

    >>> post("党支部书记、副理事长（驻会）兼秘书长", layout)
    'vice_chair'
    """
    if is_blank(value):
        return None
    return min(_roles(match_key(written(value)), layout), key=layout.posts.index)


@lru_cache(maxsize=1024)
def post_of_heading(text: str, layout: Layout) -> str | None:
    """The role of all whom a heading stands above: 二、常务理事（12人）. None where it is no post, or several."""
    key = _NUMBERING.sub("", match_key(text)[:_LONGEST])
    key = _OF_A_LIST.sub("", _NUMBER_OF_PERSONS.sub("", key))
    try:
        roles = set(_roles(key, layout))
    except ValueError:
        return None
    return roles.pop() if len(roles) == 1 else None


@lru_cache(maxsize=1024)
def _roles(key: str, layout: Layout) -> tuple[str, ...]:
    """The roles of the posts in a text, in its order."""
    words = layout.words["post"]
    if len(key) > _LONGEST:
        raise ValueError(key)
    if whole := words.get(_BRACKETS.sub("", key)):  # 秘书长（聘任）
        return (whole,)
    text = _REMARK.sub(lambda remark: _of_remark(remark[1], layout), key)
    parts = _parts(layout)
    roles: list[str] = []
    place = 0
    while place < len(text):
        part = parts.match(text, place)
        if part is None:
            raise ValueError(key)
        if part["honorary"]:
            roles.append(NOBODY)
        elif part["post"]:
            roles.append(words[part["post"]])
        place = part.end()
    if not roles:
        raise ValueError(key)
    return tuple(roles)


def _of_remark(remark: str, layout: Layout) -> str:
    """What a bracketed remark adds to the posts: 聘任, a post of its own, or nothing; doubt where somebody left."""
    if _LEFT.search(remark):
        return "?"
    if "聘" in remark and not set("非未不") & set(remark):
        return "聘任"
    return f"、{remark}、" if remark in layout.words["post"] else "、"


@lru_cache(maxsize=4)
def _parts(layout: Layout) -> re.Pattern[str]:
    posts = "|".join(sorted(layout.words["post"], key=len, reverse=True))
    honorary = rf"(?:终身|永久|永远)?[名荣]誉(?:{posts}|[\u4e00-\u9fff]+)"
    return re.compile(rf"(?P<honorary>{honorary})|(?P<post>{posts})(?!会(?![员长]))|{_BESIDE}|{_BETWEEN}")
