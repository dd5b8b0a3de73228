"""
How many reports a month has, without counting a hundred thousand rows.

The acts keep one row a month for everything that is counted. Rows are read for
months that are over only; the open month, and reports with a set end (the clock
may have ended them), are counted live. So no number waits for anything to run.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, DateField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from articles.models import Article, MonthlyCount
from articles.moments import BERLIN, month_of, start_of_day
from articles.statements import Statement, written
from articles.statuses import Status
from articles.vocabulary import CountedBy

#: Where the key of each kind of row is found, as a lookup from a report.
KEYS = {
    CountedBy.SECTION: "section",
    CountedBy.TAG: "taggings__tag",
    CountedBy.MUNICIPALITY: "municipalities",
    CountedBy.DISTRICT: "districts",
    CountedBy.FEDERAL_STATE: "federal_states",
    CountedBy.INSTITUTION: "institutions",
    CountedBy.AWARD: "awards",
    CountedBy.PERSON: "people",
}
#: A district with its municipalities: a report on several of them counts once.
_LOOKUPS = {kind: (lookup,) for kind, lookup in KEYS.items()} | {
    CountedBy.AREA: ("districts", "municipalities__district")
}
Row = tuple[str, int, date]
_BERLIN_MONTH = TruncMonth("publish_at", tzinfo=BERLIN, output_field=DateField())


def rows_of(article: Article) -> set[Row]:
    """The rows in which ``article`` counts as it stands in the database."""
    if article.status != Status.RELEASED or article.withdraw_at is not None:
        return set()
    month = month_of(article.publish_at)
    keys = _KEYS_OF_REPORT.rows(article.pk)
    return {(CountedBy.ALL, 0, month), *((kind, key, month) for kind, key in keys)}


def move(before: set[Row], after: set[Row]) -> None:
    """Take a report out of the rows it left and into the rows it entered."""
    _add(after - before, 1)
    _add(before - after, -1)


def reports_by_month(counted_by: CountedBy, key: int, at: datetime) -> dict[date, int]:
    """Visible reports at ``at`` by the first day of their Berlin month; empty months left out."""
    open_month = month_of(at)
    closed = MonthlyCount.objects.filter(
        counted_by=counted_by, key=key, month__lt=open_month, reports__gt=0
    )
    total = Counter(dict(closed.values_list("month", "reports")))
    is_live = Q(publish_at__gte=start_of_day(open_month)) | Q(withdraw_at__isnull=False)
    live = Article.objects.published(at).filter(is_live)
    if counted_by != CountedBy.ALL:
        live = live.filter(**{KEYS[counted_by]: key})
    months = live.annotate(month=_BERLIN_MONTH).values_list("month").annotate(n=Count("pk"))
    total.update(dict(months.order_by()))
    return dict(sorted(total.items()))


def reports_by_key(counted_by: CountedBy, at: datetime, year: int | None = None) -> dict[int, int]:
    """Visible reports at ``at`` by the key of what they are counted by; of one year, or of all."""
    open_month = month_of(at)
    closed = MonthlyCount.objects.filter(counted_by=counted_by, month__lt=open_month, reports__gt=0)
    is_live = Q(publish_at__gte=start_of_day(open_month)) | Q(withdraw_at__isnull=False)
    live = Article.objects.published(at).filter(is_live).order_by()
    if year is not None:
        closed = closed.filter(month__year=year)
        first, last = (start_of_day(date(y, 1, 1)) for y in (year, year + 1))
        live = live.filter(publish_at__gte=first, publish_at__lt=last)
    total = Counter(dict(closed.order_by().values_list("key").annotate(n=Sum("reports"))))
    total.update(key for __, key in _pairs(live, counted_by, "pk"))
    return dict(total)


def _pairs(reports: QuerySet, counted_by: CountedBy, *fields: str) -> Iterator[tuple]:
    """The ``fields`` of the reports with each key that they are counted by, once."""
    found = [
        reports.filter(**{f"{lookup}__isnull": False}).values_list(*fields, lookup)
        for lookup in _LOOKUPS[counted_by]
    ]
    return found[0].union(*found[1:]).iterator()


def months_of(reports: QuerySet) -> dict[date, int]:
    """Reports by month, counted one by one: for lists that no counter is kept for."""
    months = reports.annotate(month=_BERLIN_MONTH).values_list("month")
    return dict(months.annotate(n=Count("pk", distinct=True)).order_by("month"))


def computed() -> Iterator[MonthlyCount]:
    """All rows as the reports say they must be, in no order and not stored."""
    countable = Article.objects.filter(status=Status.RELEASED, withdraw_at__isnull=True)
    for kind, lookup in ((CountedBy.ALL, None), *KEYS.items()):
        reports = countable.filter(**{f"{lookup}__isnull": False}) if lookup else countable
        groups = reports.annotate(month=_BERLIN_MONTH, key=F(lookup or "id"))
        fields = ("month", "key") if lookup else ("month",)
        for row in groups.values(*fields).annotate(n=Count("pk")).order_by().iterator():
            yield MonthlyCount(
                counted_by=kind, key=row.get("key", 0), month=row["month"], reports=row["n"]
            )
    yield from _computed_areas(countable)


def _computed_areas(countable: QuerySet) -> Iterator[MonthlyCount]:
    by_month = countable.order_by().annotate(month=_BERLIN_MONTH)
    found = Counter(row[1:] for row in _pairs(by_month, CountedBy.AREA, "pk", "month"))
    for (month, key), reports in found.items():
        yield MonthlyCount(counted_by=CountedBy.AREA, key=key, month=month, reports=reports)


def recount() -> None:
    """Compute all rows from the reports; for bulk loads."""
    rows = list(computed())
    MonthlyCount.objects.all().delete()
    MonthlyCount.objects.bulk_create(rows, batch_size=5000)


def recount_areas() -> None:
    """Compute the rows of all areas anew: after municipalities have changed their district."""
    MonthlyCount.objects.filter(counted_by=CountedBy.AREA).delete()
    countable = Article.objects.filter(status=Status.RELEASED, withdraw_at__isnull=True)
    MonthlyCount.objects.bulk_create(_computed_areas(countable), batch_size=5000)


def recount_of(counted_by: CountedBy, key: int, *, gone: Iterable[int] = ()) -> None:
    """Compute the rows of one thing anew and drop those of the things ``gone`` into it."""
    MonthlyCount.objects.filter(counted_by=counted_by, key__in=[key, *gone]).delete()
    countable = Article.objects.filter(
        status=Status.RELEASED, withdraw_at__isnull=True, **{KEYS[counted_by]: key}
    )
    months = countable.annotate(month=_BERLIN_MONTH).values("month").annotate(n=Count("pk"))
    MonthlyCount.objects.bulk_create(
        MonthlyCount(counted_by=counted_by, key=key, month=row["month"], reports=row["n"])
        for row in months.order_by()
    )


def known_keys(counted_by: CountedBy, at: datetime) -> set[int]:
    """The keys of everything of one kind that has a visible report at ``at``."""
    closed, live = _known(counted_by, at)
    return {*closed.distinct(), *live.distinct()}


def has_any(counted_by: CountedBy, at: datetime) -> bool:
    """Whether anything of one kind has a visible report at ``at``."""
    return any(found.exists() for found in _known(counted_by, at))


def _known(counted_by: CountedBy, at: datetime) -> tuple[QuerySet, QuerySet]:
    """The keys of rows that are over, and of reports that are counted live."""
    open_month = month_of(at)
    closed = MonthlyCount.objects.filter(counted_by=counted_by, month__lt=open_month, reports__gt=0)
    is_live = Q(publish_at__gte=start_of_day(open_month)) | Q(withdraw_at__isnull=False)
    lookup = KEYS[counted_by]
    live = Article.objects.published(at).filter(is_live, **{f"{lookup}__isnull": False})
    return closed.values_list("key", flat=True), live.order_by().values_list(lookup, flat=True)


def _add(rows: Iterable[Row], number: int) -> None:
    # Always in the same order, so that two acts at once never wait for each other.
    if ordered := sorted(rows):
        kinds, keys, months = map(list, zip(*ordered, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [number, list(map(str, kinds)), keys, months])


def _written_keys() -> str:
    """What a report, $1, is counted by: kind and key, a row each."""
    some = 987_654_321
    kinds = [
        Article.objects.filter(pk=some, **{f"{lookup}__isnull": False})
        .order_by()
        .values_list(Value(str(kind)), lookup)
        for kind, lookups in _LOOKUPS.items()
        for lookup in lookups
    ]
    return written(kinds[0].union(*kinds[1:], all=True), {"$1": some})


_KEYS_OF_REPORT = Statement("counted_keys_of_report", "bigint", _written_keys)
_ADD = """
    INSERT INTO articles_monthlycount AS known (counted_by, key, month, reports)
    SELECT kind, thing, first_day, %s
    FROM unnest(%s::text[], %s::bigint[], %s::date[]) AS counted (kind, thing, first_day)
    ON CONFLICT (counted_by, key, month) DO UPDATE SET reports = known.reports + EXCLUDED.reports
"""
