"""Names that recognition could not decide, in the reports changed last."""

from dataclasses import dataclass

from articles.detection.entities import Kind, Reason, Report
from articles.detection.registers import recogniser
from articles.models import Article, SettledName
from articles.obstacles import report_day
from articles.revisions import working_copy
from articles.text import plain_text

#: So many reports are read for one page; a millisecond each.
READ = 150
_FIELDS = {
    Kind.MUNICIPALITY: "municipalities",
    Kind.DISTRICT: "districts",
    Kind.BODY: "institutions",
    Kind.AWARD: "awards",
}
_ASKED = (Reason.UNDECIDED,)


@dataclass(frozen=True)
class Unclear:
    """Words of a report that may mean several, by kind and key, the likeliest first."""

    words: str
    kind: Kind
    keys: tuple[str, ...]


def unclear_names(article: Article, at) -> list[Unclear]:
    """The undecided words of the working copy of which nothing is attached and nothing settled."""
    content = working_copy(article)
    texts = {name: content[name] for name in ("kicker", "headline", "lead")}
    day = report_day(article, at)
    report = Report(**texts, body=plain_text(content["body"]), day=day)
    settled = {name.words for name in article.settled_names.all()}
    attached = {thing["label"] for name in _FIELDS.values() for thing in content[name]}
    mentions = recogniser().recognise(report)
    decided = {(mention.kind, mention.words) for mention in mentions if mention.sure}
    found: dict[tuple[Kind, str], Unclear] = {}
    for mention in mentions:
        is_open = not mention.sure and mention.reason in _ASKED and mention.words not in settled
        known = any(label.startswith(mention.words) for label in attached)
        if is_open and not known and (mention.kind, mention.words) not in decided:
            unclear = Unclear(mention.words, mention.kind, mention.keys)
            found.setdefault((mention.kind, mention.words), unclear)
    return list(found.values())


def reports_to_read(before: int | None = None) -> list[Article]:
    """The reports changed last, or those below the number ``before``, with what is needed."""
    reports = Article.objects.select_related("current_revision", "pending_revision")
    reports = reports.prefetch_related("settled_names").order_by("-pk")
    return list((reports.filter(pk__lt=before) if before else reports)[:READ])


def settle(article: Article, words: str) -> None:
    """The desk says that these words mean none of them."""
    SettledName.objects.get_or_create(article=article, words=words)
