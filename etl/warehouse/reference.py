"""The base tables of what a build judges by: registry, rubrics, layout and the kinds of findings."""

from collections.abc import Sequence
from operator import attrgetter

import duckdb

from etl.knowledge import layout
from etl.knowledge.findings import kinds
from etl.knowledge.points import printed_points
from etl.knowledge.rubric import Rubric, in_force
from etl.registry import Registry
from etl.warehouse import rules
from etl.warehouse.ratios import ratios
from etl.warehouse.rows import append, append_objects

OF_RUBRICS = (
    "parameter measure_source measure_kind task_group task criterion rule_measure ratio criterion_points point_band "
    "grade"
).split()
TABLES = [*"period registered_base finding_kind table_kind field_kind".split(), *OF_RUBRICS]
"""The tables it fills, beside `society`."""


def fill(connection: duckdb.DuckDBPyConnection, registry: Registry, rubrics: Sequence[Rubric]) -> None:
    """Fill the tables of a build in which they are empty."""
    append_objects(
        connection,
        "period",
        registry.periods,
        rubric=lambda period: in_force(tuple(rubrics), period.period).first_period,
        rubric_name=lambda period: in_force(tuple(rubrics), period.period).name,
    )
    append_objects(
        connection,
        "society",
        registry.societies,
        former_names=lambda society: "、".join(society.former_names),
        renewal_years=lambda society: list(society.renewal_years),
    )
    append_objects(connection, "registered_base", registry.bases)
    fill_rubrics(connection, rubrics)
    append_objects(connection, "field_kind", layout.read().fields.values(), field=attrgetter("key"))
    append_objects(connection, "finding_kind", kinds().values())
    append(
        connection,
        "table_kind",
        [{"table_name": name, "title": title} for name, title in layout.read().titles.items()],
    )


def fill_rubrics(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric]) -> None:
    """Fill the tables `OF_RUBRICS`, which are empty."""
    for rubric in rubrics:
        _fill_rubric(connection, rubric)
    measures = {measure.name: measure for rubric in rubrics for measure in rubric.measures.values()}
    append_objects(connection, "measure_kind", measures.values(), measure=attrgetter("name"))


def _fill_rubric(connection: duckdb.DuckDBPyConnection, rubric: Rubric) -> None:
    version = rubric.first_period
    append(
        connection,
        "parameter",
        [{"rubric": version, "name": name, "value": value} for name, value in rubric.parameters.items()],
    )
    append_objects(connection, "task_group", rubric.groups.values(), rubric=lambda _: version)
    append_objects(connection, "task", rubric.tasks, rubric=lambda _: version, task_group=attrgetter("group"))
    append_objects(
        connection,
        "criterion",
        rubric.criteria,
        rubric=lambda _: version,
        position=rubric.criteria.index,
        count_measure=attrgetter("count"),
        rule=rubric.printed_rule,
    )
    append_objects(connection, "measure_source", rules.measure_sources(rubric))
    append_objects(connection, "rule_measure", rules.rule_measures(rubric))
    append_objects(connection, "ratio", ratios(rubric))
    _fill_points(connection, rubric)


def _fill_points(connection: duckdb.DuckDBPyConnection, rubric: Rubric) -> None:
    scored = [(criterion.criterion_id, criterion.points) for criterion in rubric.criteria if criterion.points]
    given = ("measure", "each", "cap", "done", "partial", "not_done", "least", "most")
    append(
        connection,
        "criterion_points",
        [
            {"rubric": rubric.first_period, "criterion_id": criterion_id}
            | {name: getattr(points, name) for name in given}
            | {"printed": printed_points(points, rubric.measures)}
            for criterion_id, points in scored
        ],
    )
    append(
        connection,
        "point_band",
        [
            {
                "rubric": rubric.first_period,
                "criterion_id": criterion_id,
                "position": position,
                "at_least": band.at_least,
                "at_most": band.at_most,
                "points": band.points,
            }
            for criterion_id, points in scored
            for position, band in enumerate(points.bands)
        ],
    )
    append_objects(
        connection, "grade", rubric.grades, rubric=lambda _: rubric.first_period, position=rubric.grades.index
    )
