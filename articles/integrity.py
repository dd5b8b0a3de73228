"""
Whether what is derived agrees with what it is derived from, computed from scratch.

Each ``Difference`` names its kind and how to mend it. Reports are read in chunks; what
the desk changes meanwhile may show as a difference that the next run no longer finds.
Mending is safe at any time: it locks the report and looks again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Model, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import Resolver404, resolve

from articles import counts, exposures, linking
from articles.models import (
    Article,
    Award,
    CrossReference,
    District,
    Exposure,
    FederalState,
    FormerAddress,
    Institution,
    MonthlyCount,
    Municipality,
    Person,
    SearchWord,
    Section,
    Tag,
)
from articles.search import readable_text
from articles.statuses import Status
from articles.text import Reference, references_in
from articles.vocabulary import Copy

CHUNK = 1000
_WORDS = """
    SELECT lexeme, min(since)
    FROM unnest(%s::text[], %s::timestamptz[]) AS report (content, since),
         unnest(to_tsvector('simple', content))
    WHERE length(lexeme) BETWEEN 3 AND 60
    GROUP BY lexeme
"""
#: Where the thing that a page is about is found, by the name of the page.
_THINGS: dict[str, tuple[type[Model], str]] = {
    "article": (Article, "pk"),
    "article_by_number": (Article, "pk"),
    "section": (Section, "slug"),
    "tag": (Tag, "slug"),
    "person": (Person, "slug"),
    "institution": (Institution, "key"),
    "ministry": (Institution, "key"),
    "award": (Award, "key"),
    "federal_state": (FederalState, "slug"),
}


@dataclass(frozen=True)
class Difference:
    """One disagreement: where, what, and the act that mends it (None: a person must)."""

    kind: str
    where: str
    what: str
    mend: Callable[[], None] | None = None


def differences(at: datetime) -> Iterator[Difference]:
    """All differences at the moment ``at``, by kind."""
    for kind in KINDS.values():
        yield from kind(at)


def _chunks(*columns: str, **annotations) -> Iterator[list[dict]]:
    """All reports by number, without holding one transaction or all of them."""
    last = 0
    while True:
        reports = Article.objects.filter(pk__gt=last).order_by("pk")
        rows = list(reports.values("pk", *columns, **annotations)[:CHUNK])
        if not rows:
            return
        yield rows
        last = rows[-1]["pk"]


# --- References ----------------------------------------------------------------------------


def references(at: datetime) -> Iterator[Difference]:
    """Rows of references against the bodies of both copies."""
    pending = KeyTextTransform("body", "pending_revision__content")
    for rows in _chunks("body", pending=pending):
        found = _stored_references([row["pk"] for row in rows])
        bodies = {(row["pk"], Copy.LIVE): row["body"] for row in rows}
        bodies |= {(row["pk"], Copy.PENDING): row["pending"] or "" for row in rows}
        wanted = {place: references_in(body) for place, body in bodies.items()}
        lost = _lost([r.target_id for found_there in wanted.values() for r in found_there])
        for (pk, copy), nodes in wanted.items():
            yield from _reference_differences(pk, copy, nodes, found[pk, copy], lost)


def _reference_differences(
    pk: int, copy: str, nodes: list[Reference], found: set, lost: set[int]
) -> Iterator[Difference]:
    dead = sorted({n.target_id for n in nodes if n.target_id in lost or n.target_id == pk} - {None})
    for target in dead:
        yield Difference("references", f"{pk} ({copy})", f"leads to {target}: no other report")
    if not dead and (differing := {_as_row(node) for node in nodes} ^ found):
        keys = ", ".join(sorted({row[0] for row in differing}))
        mend = partial(_derive, pk, copy)
        yield Difference("references", f"{pk} ({copy})", f"row and body differ: {keys}", mend)


def _stored_references(pks: list[int]) -> defaultdict[tuple[int, str], set]:
    found = defaultdict(set)
    fields = ("key", "position", "end", "target_id", "address", "words", "sentence")
    rows = CrossReference.objects.filter(source__in=pks)
    for source, copy, *row in rows.values_list("source_id", "copy", *fields):
        found[source, copy].add(tuple(row))
    return found


def _as_row(r: Reference) -> tuple:
    return (r.key, r.position, r.end.value, r.target_id, r.address, r.words, r.sentence)


def _lost(targets: Iterable[int | None]) -> set[int]:
    wanted = {target for target in targets if target}
    return wanted - set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))


@transaction.atomic
def _derive(pk: int, copy: Copy) -> None:
    article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    pending = article.pending_revision
    if copy == Copy.LIVE:
        linking.derive(article, copy, article.body)
    elif pending:
        linking.derive(article, copy, pending.content["body"])
    else:
        linking.forget(article, copy)


# --- Visibility ----------------------------------------------------------------------------

_HOURS = ("status", "publish_at", "withdraw_at", "embargo_until", "embargo_is_open_ended")


def visibility(at: datetime) -> Iterator[Difference]:
    """The one rule against a naive reading of the columns, and the exposures against both."""
    for rows in _chunks(*_HOURS, "first_public_at", "current_revision_id"):
        pks = [row["pk"] for row in rows]
        public = set(Article.objects.published(at).filter(pk__in=pks).values_list("pk", flat=True))
        ahead = _exposures_ahead(pks, at)
        for row in rows:
            if (row["pk"] in public) != _is_visible(row, at):
                yield Difference("visibility", str(row["pk"]), "rule and columns differ")
            if not _is_exposed_rightly(row, ahead[row["pk"]], at):
                mend = partial(_expose, row["pk"], at)
                yield Difference("visibility", str(row["pk"]), "exposures and hours differ", mend)


def _is_visible(row: dict, at: datetime) -> bool:
    if row["status"] != Status.RELEASED or row["embargo_is_open_ended"]:
        return False
    begun = row["publish_at"] <= at and not (row["embargo_until"] and row["embargo_until"] > at)
    return begun and not (row["withdraw_at"] and row["withdraw_at"] <= at)


def _exposures_ahead(pks: list[int], at: datetime) -> defaultdict[int, list[tuple]]:
    """What readers see at ``at`` or later, by report: revision, start and end."""
    ahead = defaultdict(list)
    lasts = Q(during__endswith__gt=at) | Q(during__upper_inf=True)
    for pk, revision, during in Exposure.objects.filter(lasts, article__in=pks).values_list(
        "article_id", "revision_id", "during"
    ):
        ahead[pk].append((revision, during.lower, during.upper))
    return ahead


def _is_exposed_rightly(row: dict, ahead: list[tuple], at: datetime) -> bool:
    end, first = row["withdraw_at"], row["first_public_at"]
    if row["status"] != Status.RELEASED or (end and end <= max(at, first)):
        return not ahead
    if len(ahead) != 1 or (ahead[0][0], ahead[0][2]) != (row["current_revision_id"], end):
        return False
    return ahead[0][1] == first if first > at else ahead[0][1] <= at


@transaction.atomic
def _expose(pk: int, at: datetime) -> None:
    article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if article.status == Status.RELEASED:
        exposures.begin(article, at)
    else:
        exposures.end(article, at)


# --- Counts --------------------------------------------------------------------------------


def monthly_counts(at: datetime) -> Iterator[Difference]:
    """The rows that the acts keep against a count of all reports."""
    wanted = {(c.counted_by, c.key, c.month): c.reports for c in counts.computed()}
    rows = MonthlyCount.objects.exclude(reports=0)
    found = {row[:3]: row[3] for row in rows.values_list("counted_by", "key", "month", "reports")}
    for place in sorted(wanted.keys() | found.keys()):
        stored, right = found.get(place, 0), wanted.get(place, 0)
        if stored != right:
            kind, key, month = place
            where, mend = f"{kind} {key} {month:%Y-%m}", partial(_count, place, right)
            yield Difference("counts", where, f"{stored} instead of {right}", mend)


def _count(place: tuple, reports: int) -> None:
    names = dict(zip(("counted_by", "key", "month"), place, strict=True))
    MonthlyCount.objects.update_or_create(**names, defaults={"reports": reports})


# --- Former addresses ----------------------------------------------------------------------


def addresses(at: datetime) -> Iterator[Difference]:
    """Former addresses that lead to no page, to themselves, or to another former one."""
    led = FormerAddress.objects.filter(article__isnull=True)
    onward = dict(led.values_list("path", "destination"))
    with_report = FormerAddress.objects.filter(article__isnull=False)
    for path, destination in sorted(onward.items()):
        if _is_page(destination):
            continue
        end = _end_of(destination, onward)
        if end is not None and _is_page(end):
            yield Difference("addresses", path, "leads on", partial(_shorten, path, end))
        elif (report := with_report.filter(path=end).first()) is not None:
            yield Difference("addresses", path, "leads on", partial(_join, path, report.article_id))
        else:
            yield Difference("addresses", path, f"leads nowhere: {destination}")


def _end_of(path: str, onward: dict[str, str]) -> str | None:
    """Where a chain of former addresses ends; None for a circle."""
    seen = set()
    while path in onward and not _is_page(path):
        if path in seen:
            return None
        seen.add(path)
        path = onward[path]
    return path


def _is_page(path: str) -> bool:
    try:
        match = resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    key = next(iter(match.kwargs.values()), None)
    if match.url_name in _THINGS:
        model, name = _THINGS[match.url_name]
        return model._base_manager.filter(**{name: key}).exists()
    if match.url_name in ("municipality", "municipality_by_key"):
        model, name = (Municipality, "ags") if len(key) == 8 else (District, "key")
        return model.objects.filter(**{name: key}).exists()
    return True


def _shorten(path: str, destination: str) -> None:
    FormerAddress.objects.filter(path=path).update(destination=destination)


def _join(path: str, article_id: int) -> None:
    FormerAddress.objects.filter(path=path).update(destination="", article=article_id)


# --- Search --------------------------------------------------------------------------------

_TEXT = ("kicker", "headline", "lead", "body")


def search_words(at: datetime) -> Iterator[Difference]:
    """
    Words known to search: all those of released reports from their hour on, and no others.

    A word stays known when the report that it was public in was taken offline.
    """
    wanted: dict[str, datetime] = {}
    for rows in _chunks(*_TEXT, "status", "first_public_at"):
        released = [row for row in rows if row["status"] == Status.RELEASED]
        _merge(wanted, _words_of(released, [row["first_public_at"] for row in released]))
    known = dict(SearchWord.objects.values_list("word", "since").iterator())
    for word, since in wanted.items():
        if word not in known or known[word] > since:
            yield Difference("search", word, "is not known", partial(_learn, word, since))
    strays = {word for word, since in known.items() if _is_early(since, wanted.get(word), at)}
    for word in sorted(strays - _once_public(at) if strays else ()):
        since = wanted.get(word)
        yield Difference("search", word, "is in no public report", partial(_correct, word, since))


def _is_early(known: datetime, wanted: datetime | None, at: datetime) -> bool:
    """Whether a word is known from nothing that is public at ``at`` or planned for its hour."""
    return wanted is None or (known < wanted and wanted > at)


def _once_public(at: datetime) -> set[str]:
    """The words of what readers saw and no longer see."""
    words: dict[str, datetime] = {}
    seen = Exposure.objects.filter(during__startswith__lte=at)
    contents = seen.order_by("pk").values_list("revision__content", "during__startswith")
    chunk: list[tuple] = []
    for row in contents.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            _merge(words, _words_of(*zip(*chunk, strict=True)))
            chunk = []
    if chunk:
        _merge(words, _words_of(*zip(*chunk, strict=True)))
    return set(words)


def _words_of(contents: Iterable[dict], since: Iterable[datetime]) -> list[tuple[str, datetime]]:
    texts = [readable_text(*(content[name] for name in _TEXT)) for content in contents]
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [texts, list(since)])
        return cursor.fetchall()


def _merge(words: dict[str, datetime], found: Iterable[tuple[str, datetime]]) -> None:
    for word, since in found:
        words[word] = min(since, words.get(word, since))


def _learn(word: str, since: datetime) -> None:
    SearchWord.objects.update_or_create(word=word, defaults={"since": since})


def _correct(word: str, since: datetime | None) -> None:
    if since is None:
        SearchWord.objects.filter(word=word).delete()
    else:
        _learn(word, since)


KINDS: dict[str, Callable[[datetime], Iterator[Difference]]] = {
    "references": references,
    "visibility": visibility,
    "counts": monthly_counts,
    "addresses": addresses,
    "search": search_words,
}
