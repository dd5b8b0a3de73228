"""Ministries and other institutions, with the names they bore."""

from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Institution, InstitutionName, Succession
from articles.models.institutions import MINISTERIAL
from articles.moments import berlin_day, now
from articles.views.drawing import eras_drawn
from articles.views.listing import listing_of
from articles.views.pages import moved, page
from articles.views.subjects import is_known
from articles.vocabulary import CountedBy


@require_safe
def institution(request, key):
    """An institution or, under its own address, a ministry."""
    subject = institution_of(key)
    if request.path != subject.get_absolute_url():
        return moved(subject.get_absolute_url())
    reports = listing_of(request, CountedBy.INSTITUTION, subject.pk)
    bars, height = eras_drawn(subject.its_eras, berlin_day(now()))
    context = {"subject": subject, "listing": reports, "bars": bars, "bars_height": height}
    context["by_era"] = _by_era(reports.teasers, subject.its_eras)
    return page(request, "institution", context)


def _by_era(teasers, eras):
    """The reports of a page under the name that was right on their day."""
    groups = groupby(teasers, key=lambda teaser: _era_on(teaser.published_at.date(), eras))
    return [(era, list(found)) for era, found in groups]


def _era_on(day, eras):
    written = day.isoformat()
    fitting = (
        era for era in eras if (era["valid_from"] or "") <= written < (era["valid_to"] or "9999")
    )
    return next(fitting, None)


@require_safe
def ministries(request):
    """Ministries and chancelleries, those of the Bund first."""
    found = _known().filter(kind__in=MINISTERIAL).select_related("federal_state")
    by_level = found.order_by(F("federal_state__sort_key").asc(nulls_first=True), "sort_key", "pk")
    return page(request, "ministry_list", {"things": by_level})


@require_safe
def institutions(request):
    """All other institutions by name."""
    found = _known().exclude(kind__in=MINISTERIAL).select_related("federal_state")
    return page(request, "institution_list", {"things": found})


def institution_of(key):
    """The institution with all its eras, newest first, in one query; or 404."""
    names = InstitutionName.objects.filter(institution=OuterRef("pk"))
    fields = ("name", "abbreviation", "valid_from", "valid_to")
    as_json = JSONObject(**{name: name for name in fields})
    eras = names.order_by(F("valid_from").desc(nulls_last=True)).values(json=as_json)
    known = (
        _known()
        .select_related("federal_state")
        .annotate(
            its_eras=ArraySubquery(eras),
            it_gave=_successions("predecessor", "successor"),
            it_got=_successions("successor", "predecessor"),
        )
    )
    return get_object_or_404(known, key=key)


def _successions(own, other):
    """What passed between the institution and others that readers may know, in order of days."""
    rows = Succession.objects.filter(
        is_known(CountedBy.INSTITUTION, f"{other}__"), **{own: OuterRef("pk")}
    )
    called = Institution.objects.named_on(berlin_day(now())).filter(pk=OuterRef(other))
    fields = {"key": f"{other}__key", "of_kind": f"{other}__kind"}
    fields["name"] = Subquery(called.values("called"))
    as_json = JSONObject(**fields, kind="kind", on="happened_on", what="what")
    return ArraySubquery(rows.order_by("happened_on", "pk").values(json=as_json))


def _known():
    """What readers know, under today's names."""
    today = Institution.objects.named_on(berlin_day(now()))
    return today.filter(is_known(CountedBy.INSTITUTION))
