"""Figures that are not what is asked for: planned, statutory, somebody else's; and ours that stand elsewhere."""

from dataclasses import replace

from tests.independent.kinds.draft import Draft, Row
from tests.independent.kinds.form_layouts import COUNTED
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block
from tests.independent.truth import UNREADABLE, Form


@kind("figures-of-the-supporting-unit", "labels below 挂靠单位情况, 换届方案 are not the society's")
def _(draft: Draft) -> None:
    field = draft.pen.one(["delegates", "full_time"])
    item = draft.item(field)
    heading = draft.pen.one(["挂靠单位情况", "二、换届方案（拟）", "下届理事会方案", "所属分支机构情况"])
    own = [[one.label, one.value] for one in draft.items if one is not item]
    draft.form.block = Block([*own, [heading], [item.label, draft.pen.rng.randint(1, 999)]])
    draft.mean(form=replace(draft.report.form or Form(), **{field: UNREADABLE}))
    draft.tells.append(("label_unknown", "rows_not_read"))


@kind("values-in-the-cells-of-labels", "会员代表人数 279, 会员代表人数（279人） in one cell")
def _(draft: Draft) -> None:
    rows: list[Row] = []
    form = draft.pen.one(["{} {}", "{}\n{}", "{}（{}人）", "{}　{}人"])
    for one in draft.items:
        is_in_cell = one.key in COUNTED and isinstance(one.value, int) and not 1900 <= one.value < 2100
        rows.append([form.format(one.label, one.value)] if is_in_cell else [one.label, one.value])
    draft.form.block = Block(rows)


@kind("a-column-left-out", "label, a blank column, value: without headings the value is what stands behind the blank")
def _(draft: Draft) -> None:
    draft.form.block = Block([[one.label, None, one.value] for one in draft.items])


@kind("statutory-numbers", "会员代表人数（章程规定） is no number of delegates")
def _(draft: Draft) -> None:
    item = draft.item("delegates")
    item.label = draft.pen.one(["会员代表人数（章程规定）", "会员代表人数（核定）", "会员代表人数（名额）"])
    item.value = draft.pen.rng.randint(1, 999)
    draft.mean(form=replace(draft.report.form or Form(), delegates=UNREADABLE))
    draft.tells.append(("label_unknown",))
