"""What results can be narrowed by, with how many of the newest matches each leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from articles.models import (
    Article,
    Award,
    FederalState,
    Institution,
    InstitutionName,
    Municipality,
    Section,
)
from articles.moments import start_of_day
from articles.statements import Statement

#: How many of each kind are offered.
SHOWN = 8


@dataclass(frozen=True)
class Kind:
    """A kind of filter: its parameter, what it names and by which field, and the relation."""

    parameter: str
    model: type[Model]
    key: str
    relation: str


KINDS = (
    Kind("rubrik", Section, "slug", "section"),
    Kind("kommune", Municipality, "ags", "municipalities"),
    Kind("land", FederalState, "slug", "federal_states"),
    Kind("institution", Institution, "key", "institutions"),
    Kind("preis", Award, "key", "awards"),
)
YEAR = "jahr"
PARAMETERS = (*(kind.parameter for kind in KINDS), YEAR)


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what stands in the address, its name, how many matches it leaves."""

    value: str
    name: str
    reports: int


def narrowed(reports: QuerySet, chosen: Mapping[str, str]) -> QuerySet:
    """Those of the published ``reports`` that all chosen filters leave."""
    for kind in KINDS:
        if value := chosen.get(kind.parameter):
            # By number: of things by name the planner doesn't know how many reports they have.
            things = kind.model.objects.filter(**{kind.key: value}).values_list("pk", flat=True)
            reports = reports.filter(**{f"{kind.relation}__in": list(things)})
    if year := chosen.get(YEAR):
        reports = reports.filter(_within(year))
    return reports


def year_of(chosen: Mapping[str, str]) -> int | None:
    """The chosen year, if it is one."""
    year = chosen.get(YEAR, "")
    return int(year) if _is_year(year) else None


def names_of(chosen: Mapping[str, str], published: QuerySet, day: date) -> dict[str, str]:
    """
    By parameter, what each chosen value is called on ``day``.

    What no published report has is left out: a thing of hidden reports is as unknown as one
    that somebody made up.
    """
    names = {}
    for kind in KINDS:
        if value := chosen.get(kind.parameter):
            has_reports = Exists(published.filter(**{kind.relation: OuterRef("pk")}))
            things = kind.model.objects.filter(has_reports, **{kind.key: value})
            if kind.model is Institution:
                things = things.named_on(day)
            if thing := things.first():
                names[kind.parameter] = str(thing)
    if _is_year(year := chosen.get(YEAR, "")):
        names[YEAR] = year
    return names


def choices(matches: Sequence[int], day: date) -> dict[str, list[Choice]]:
    """By parameter, what matches can be narrowed by under the names of ``day``; one query."""
    found: dict[str, list[Choice]] = {}
    for parameter, *choice in _COUNTS.rows(matches, day):
        found.setdefault(parameter, []).append(Choice(*choice))
    return found


#: Looked up all at once: an index walks through ids that lie side by side, and is
#: descended anew for each row of a join.
_AMONG_MATCHES = "= ANY($1)"
#: As ``Institution.objects.named_on`` has it.
_CALLED = (
    f"coalesce((SELECT name FROM {InstitutionName._meta.db_table} AS era"  # noqa: S608
    " WHERE era.institution_id = thing.id AND daterange(era.valid_from, era.valid_to) @> $2),"
    " thing.name)"
)
_FOUND = f"""
    WITH found AS MATERIALIZED (
        SELECT section_id, to_char(publish_at AT TIME ZONE 'Europe/Berlin', 'YYYY') AS year
        FROM {Article._meta.db_table} WHERE id {_AMONG_MATCHES}
    )
"""  # noqa: S608
_YEARS = f"(SELECT '{YEAR}', year, year, count(*) FROM found GROUP BY year ORDER BY year DESC)"  # noqa: S608


def _counted(kind: Kind) -> str:
    field, table = Article._meta.get_field(kind.relation), kind.model._meta.db_table
    if field.many_to_many:
        thing = field.m2m_reverse_name()
        reports = f"{field.m2m_db_table()} WHERE article_id {_AMONG_MATCHES}"
    else:
        thing, reports = field.column, "found"
    name = _CALLED if kind.model is Institution else "thing.name"
    return (
        f"(SELECT '{kind.parameter}', thing.{kind.key}, {name}, counted.reports FROM "  # noqa: S608
        f"(SELECT {thing} AS id, count(*) AS reports FROM {reports}"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {SHOWN})"
        f" AS counted JOIN {table} AS thing ON thing.id = counted.id ORDER BY 4 DESC, 3)"
    )


_COUNTS = Statement(
    "search_counts",
    "bigint[], date",
    lambda: _FOUND + " UNION ALL ".join([_YEARS, *map(_counted, KINDS)]),
)


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1990 <= int(text[:5]) <= 2099


def _within(year: str) -> Q:
    if not _is_year(year):
        return Q(pk__in=[])
    number = int(year)
    first, next_first = (start_of_day(date(y, 1, 1)) for y in (number, number + 1))
    return Q(publish_at__gte=first, publish_at__lt=next_first)
