"""Two entries that are one: everything that spoke of the double speaks of the one that is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles import counts
from articles.models import (
    Article,
    Award,
    AwardEdition,
    FormerAddress,
    Institution,
    InstitutionName,
    Merger,
    Municipality,
    Revision,
    Succession,
    Tag,
    User,
)
from articles.revisions import content_hash
from articles.terms import store as profiles
from articles.vocabulary import CountedBy


@dataclass
class Merged:
    """What moved, and the names that could not move because others cover their days."""

    reports: int = 0
    names_left: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Kind:
    """How one model is merged: the field of reports, the counter, and what else moves."""

    field: str
    counted_by: CountedBy
    key: str
    move: Callable[[models.Model, models.Model], list[str]]


@transaction.atomic
def merge(double: models.Model, into: models.Model, *, by: User) -> Merged:
    """
    Move everything from ``double`` to ``into``, redirect its address and delete it.

    Revisions keep the labels that were written and take the new id, so no approval is voided.
    """
    kind = KINDS[type(into)]
    name = type(into)._meta.model_name
    if not by.has_perm(f"articles.delete_{name}"):
        raise PermissionDenied(_("Your role does not allow this."))
    if double.pk == into.pk:
        raise ValidationError(_("An entry can't be merged into itself."))
    old, new, gone = double.get_absolute_url(), into.get_absolute_url(), double.pk
    articles = list(Article.objects.filter(**{kind.field: double}).values_list("pk", flat=True))
    left = kind.move(double, into)
    _move_reports(kind, double, into, articles)
    rewritten = _rewrite_revisions(kind.field, double, into)
    redirect(old, new)
    if getattr(double, "delivered", None):
        keys = (getattr(double, kind.key), getattr(into, kind.key))
        Merger.objects.filter(register=name, into=keys[0]).update(into=keys[1])
        Merger.objects.update_or_create(register=name, key=keys[0], defaults={"into": keys[1]})
    double.delete()
    counts.recount_of(kind.counted_by, into.pk, gone=[gone])
    if kind.counted_by == CountedBy.MUNICIPALITY:
        counts.recount_areas()
    for article in Article.objects.filter(pk__in=articles):
        profiles.write(article)
    return Merged(reports=len({*articles, *rewritten}), names_left=left)


def _move_reports(kind: _Kind, double: models.Model, into: models.Model, articles: list) -> None:
    for article in Article.objects.filter(pk__in=articles):
        things = getattr(article, kind.field)
        things.add(into)
        things.remove(double)


def _rewrite_revisions(name: str, double: models.Model, into: models.Model) -> set[int]:
    """The ids in all stored snapshots; texts and labels stay as they were written."""
    rewritten = set()
    affected = Revision.objects.filter(**{f"content__{name}__contains": [{"id": double.pk}]})
    for revision in affected:
        things = [
            thing | {"id": into.pk} if thing["id"] == double.pk else thing
            for thing in revision.content[name]
        ]
        once = {thing["id"]: thing for thing in things}
        revision.content[name] = sorted(once.values(), key=lambda thing: thing["id"])
        revision.content_hash = content_hash(revision.content)
        revision.save(update_fields=["content", "content_hash"])
        rewritten.add(revision.article_id)
    return rewritten


def redirect(old: str, new: str) -> None:
    """Let the page and the feed of an old address lead to the new one, by one step each."""
    FormerAddress.objects.filter(path__in=[new, f"{new}feed.xml"]).delete()
    for end in ("", "feed.xml"):
        FormerAddress.objects.filter(destination=old + end).update(destination=new + end)
        FormerAddress.objects.update_or_create(
            path=old + end, defaults={"destination": new + end, "article": None}
        )


# --- what else moves ------------------------------------------------------------------------


def _move_institution(double: Institution, into: Institution) -> list[str]:
    left = []
    for name in double.names.all():
        if _is_covered(name, into):
            left.append(str(name))
            continue
        name.institution = into
        name.save()
    double.awards.update(organising_institution=into)
    for end in ("predecessor", "successor"):
        for succession in Succession.objects.filter(**{end: double}):
            _move_succession(succession, end, into)
    if left:
        known_as = _("Also known as: %(names)s.") % {"names": ", ".join(left)}
        into.note = "\n".join(filter(None, [into.note, known_as]))
        into.save()
    return left


def _is_covered(name: InstitutionName, into: Institution) -> bool:
    others = into.names.all()
    if name.valid_to:
        others = others.exclude(valid_from__gte=name.valid_to)
    if name.valid_from:
        others = others.exclude(valid_to__lte=name.valid_from)
    return others.exists()


def _move_succession(succession: Succession, end: str, into: Institution) -> None:
    setattr(succession, end, into)
    others = Succession.objects.exclude(pk=succession.pk).filter(
        predecessor=succession.predecessor,
        successor=succession.successor,
        happened_on=succession.happened_on,
    )
    if succession.predecessor_id == succession.successor_id or others.exists():
        Succession.objects.filter(pk=succession.pk).delete()
    else:
        succession.save()


def _move_award(double: Award, into: Award) -> list[str]:
    for edition in double.editions.all():
        same = AwardEdition.objects.filter(award=into, year=edition.year, name=edition.name).first()
        if same:
            edition.wins.update(edition=same)
        else:
            edition.award = into
            edition.save()
    return []


def _move_municipality(double: Municipality, into: Municipality) -> list[str]:
    if double.delivered:
        raise ValidationError(
            _("“%(name)s” is in the official register; it becomes former with its successor."),
            params={"name": double},
        )
    double.wins.update(municipality=into)
    into.predecessors.add(*double.predecessors.exclude(pk=into.pk))
    return []


def _move_tag(double: Tag, into: Tag) -> list[str]:
    return []


KINDS = {
    Institution: _Kind("institutions", CountedBy.INSTITUTION, "key", _move_institution),
    Award: _Kind("awards", CountedBy.AWARD, "key", _move_award),
    Municipality: _Kind("municipalities", CountedBy.MUNICIPALITY, "ags", _move_municipality),
    Tag: _Kind("tags", CountedBy.TAG, "slug", _move_tag),
}


def double_tags() -> list[list[Tag]]:
    """Tags that differ only in capitals, hyphens, blanks or an ending, the commonest first."""
    groups: dict[str, list[Tag]] = {}
    for tag in Tag.objects.annotate(reports=models.Count("taggings")).order_by("-reports", "pk"):
        groups.setdefault(_bare(tag.name), []).append(tag)
    return [group for group in groups.values() if len(group) > 1]


def _bare(name: str) -> str:
    folded = "".join(letter for letter in name.casefold() if letter.isalnum())
    for ending in ("en", "er", "n", "s", "e"):
        if len(folded) > 6 and folded.endswith(ending):
            return folded.removesuffix(ending)
    return folded
