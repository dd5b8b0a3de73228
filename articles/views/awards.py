"""Awards with their editions and winners."""

from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Q, When
from django.db.models.functions import Cast, JSONObject
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Award, AwardEdition, AwardWin
from articles.views.listing import listing_of
from articles.views.pages import page
from articles.views.places import may_be_told, report_about
from articles.views.subjects import is_known
from articles.vocabulary import AwardKind, CountedBy


@require_safe
def award(request, key):
    """An award: its rounds, its winners, its reports."""
    subject = award_of(key)
    reports = listing_of(request, CountedBy.AWARD, subject.pk)
    context = {"subject": subject, "listing": reports, "gaps": _gaps(subject)}
    return page(request, "award", context)


def _gaps(subject):
    """Years of a yearly award of which no edition is known, runs of them as “2001–2017”."""
    known = {edition["year"] for edition in subject.its_editions}
    is_yearly = subject.rhythm.lower().startswith(("yearly", "jährlich"))
    if not (is_yearly and known and subject.first_year):
        return []
    last = max(subject.last_year_found or 0, *known)
    runs = []
    for year in range(subject.first_year, last + 1):
        if year in known:
            continue
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return [f"{first}" if first == end else f"{first}–{end}" for first, end in runs]


@require_safe
def awards(request):
    """Prizes, rankings and funding programmes, each kind apart."""
    found = _known().order_by("kind", "sort_key", "pk")
    kinds = groupby(found, key=lambda award: award.kind)
    by_kind = {AwardKind(kind): list(awards) for kind, awards in kinds}
    in_order = [(kind.label, by_kind[kind]) for kind in AwardKind if kind in by_kind]
    return page(request, "award_list", {"kinds": in_order})


def award_of(key):
    """The award with its editions and their winners, in one query; or 404."""
    editions = AwardEdition.objects.filter(award=OuterRef("pk")).order_by("-year", "-name")
    fields = {"year": "year", "name": "name", "is_complete": "is_complete", "note": "note"}
    as_json = JSONObject(**fields, wins=_wins())
    known = _known().select_related("organising_institution")
    annotated = known.annotate(
        its_editions=ArraySubquery(editions.values(json=as_json)),
        organiser_is_known=is_known(CountedBy.INSTITUTION, "organising_institution__"),
    )
    return get_object_or_404(annotated, key=key)


def _wins():
    wins = AwardWin.objects.filter(may_be_told(), edition=OuterRef("pk"))
    is_place, place = Q(placement__regex=r"^\d{1,4}$"), Cast("placement", IntegerField())
    place = Case(When(is_place, then=place), output_field=IntegerField())
    wins = wins.order_by("category", place.asc(nulls_last=True), "placement", "pk")
    fields = {
        "category": "category",
        "placement": "placement",
        "winner": "winner_name",
        "project": "project",
        "ags": "municipality__ags",
        "town_slug": "municipality__slug",
        "district": "district__key",
        "district_slug": "district__slug",
        "group": "joint_group",
    }
    return ArraySubquery(wins.values(json=JSONObject(**fields, report=report_about())))


def _known():
    return Award.objects.filter(is_known(CountedBy.AWARD))
