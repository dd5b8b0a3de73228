"""What the text in the form speaks of, as the chips under the editor ask for it."""

import json
import re
from collections import defaultdict
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.detection.entities import Kind, Mention, Reason, Report
from articles.detection.hints import hints
from articles.detection.registers import prizes, recogniser
from articles.fields.body import clean_body
from articles.models import Article, Award, District, FederalState, Institution, Municipality
from articles.moments import berlin_day, now
from articles.obstacles import report_day
from articles.text import plain_text

_TEXTS = ("kicker", "headline", "lead")
#: A name that more places bear is told apart by the search of the field.
_MOST_CHOICES = 20
#: Register rows are wide; a choice shows this much of a place.
_OF_A_PLACE = ("name", "kind", "population", "is_former", "federal_state__name")
_OF_ITS_DISTRICT = ("district__name", "district__kind")
#: By kind: the field of the form that holds it, its register, and the register's key.
_REGISTERS = {
    Kind.MUNICIPALITY: (
        "municipalities",
        Municipality.objects.select_related("district", "federal_state").only(
            "ags", *_OF_A_PLACE, *_OF_ITS_DISTRICT
        ),
        "ags",
    ),
    Kind.DISTRICT: (
        "districts",
        District.objects.select_related("federal_state").only("key", *_OF_A_PLACE),
        "key",
    ),
    Kind.BODY: (
        "institutions",
        Institution.objects.select_related("federal_state").prefetch_related("names"),
        "key",
    ),
    Kind.AWARD: ("awards", Award.objects.all(), "key"),
    Kind.LAND: ("federal_states", FederalState.objects.all(), "abbreviation"),
}


@require_POST
def recognised(request):
    """
    The entities that the text speaks of, sure ones first, each as far as possible in its order.

    Takes JSON: ``kicker``, ``headline``, ``lead``, ``body`` and ``day`` (ISO; today without one);
    nothing of it is stored. Of each entity: the ``field`` that would hold it, ``choices`` (the
    likeliest first; several for a homonym), whether the first is ``sure``, the ``reason``, and
    ``places``: field, ``start`` in its plain text, ``words``, and how many times the same words
    stand before (``nth``), by which the editor finds them again. As ``hints``, what is odd in the
    words (``detection.hints``), with the ``right`` words where they are known.
    """
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    try:
        report = _asked(request.body)
    except (ValueError, ValidationError):
        return JsonResponse({"entities": [], "hints": []}, status=400)
    reader = recogniser()
    mentions = reader.recognise(report)
    groups = _grouped([*_lands(report, reader), *mentions])
    choices = _choices(groups.values(), report.day)
    entities = [_entity(key, group, choices, report) for (__, key), group in groups.items()]
    known = [entity for entity in entities if entity["choices"]]
    odd = hints(report, mentions, reader.registers, prizes(), berlin_day(now()))
    return JsonResponse({"entities": known, "hints": [_hint(hint, report) for hint in odd]})


def panel(article):
    """What the page gives the chips: where to ask, for which day, and their words."""
    return {
        "url": reverse("admin:articles_article_recognised"),
        "day": report_day(article or Article(), now()).isoformat(),
        "words": json.dumps(_words()),
    }


def _asked(body):
    asked = json.loads(body)
    if not isinstance(asked, dict):
        raise ValueError
    texts = {name: str(asked.get(name) or "")[:2000] for name in _TEXTS}
    day = date.fromisoformat(asked["day"]) if isinstance(asked.get("day"), str) else None
    body = plain_text(clean_body(str(asked.get("body") or "")))
    return Report(**texts, body=body, day=day or berlin_day(now()))


def _lands(report, reader):
    """A Land is a report's own where it is the kicker, and perhaps where the top names it."""
    towns = {place.name for place in reader.registers.places if place.is_capital}
    keys = {name: key for key, name in reader.registers.lands.items() if name not in towns}
    words = "|".join(map(re.escape, keys)) or r"(?!)"
    for field in _TEXTS:
        text = getattr(report, field)
        for found in re.finditer(rf"(?<![\w-])({words})(?=s?(?![\w-]))", text):
            is_kicker = field == "kicker" and text.strip() == found[0]
            place = (field, *found.span(), found[0])
            yield Mention(Kind.LAND, (keys[found[0]],), *place, is_kicker, Reason.FULL_NAME)


def _grouped(mentions):
    """
    Mentions of one entity, or of the same homonyms, by kind and a key of theirs.

    An unsure mention joins what the text elsewhere is sure of.
    """
    sure = {(mention.kind, mention.key) for mention in mentions if mention.sure}
    groups = defaultdict(list)
    for mention in mentions:
        known = (key for key in mention.keys if (mention.kind, key) in sure)
        groups[mention.kind, next(known, min(mention.keys))].append(mention)
    return dict(sorted(groups.items(), key=_rank))


def _rank(item):
    fields, (__, group) = (*_TEXTS, "body"), item
    return not any(m.sure for m in group), min((fields.index(m.field), m.start) for m in group)


def _choices(groups, day):
    """By kind and key: one query a register for all that is named."""
    wanted = defaultdict(set)
    for mention in (mention for group in groups for mention in group):
        wanted[mention.kind].update(mention.keys[:_MOST_CHOICES])
    found = {}
    for kind, keys in wanted.items():
        __, rows, key = _REGISTERS[kind]
        for thing in rows.filter(**{f"{key}__in": keys}):
            found[kind, getattr(thing, key)] = _choice(thing, day)
    return found


def _choice(thing, day):
    label, details = _DESCRIBED[type(thing)](thing, day)
    detail = ", ".join(str(part) for part in details if part)
    return {"id": thing.pk, "text": str(thing), "label": label, "detail": detail}


def _municipality(thing, day):
    district = "" if thing.district is None or thing.district.is_city else thing.district
    gone = _("no longer exists") if thing.is_former else ""
    people = _inhabitants(thing.population)
    return thing.name, (thing.federal_state.name, district or thing.kind, people, gone)


def _district(thing, day):
    gone = _("no longer exists") if thing.is_former else ""
    return str(thing), (thing.federal_state.name, _inhabitants(thing.population), gone)


def _institution(thing, day):
    """Under the name of the day, short where it has an abbreviation."""
    names = [name for name in thing.names.all() if _covers(name, day)]
    name = names[0].name if names else thing.name
    short = names[0].abbreviation if names else thing.short_name
    land = thing.federal_state.name if thing.federal_state else ""
    return short or name, (name if short else "", land if land not in name else "")


def _land(thing, day):
    return thing.name, ()


def _award(thing, day):
    return thing.short_name or thing.name, (thing.name if thing.short_name else "",)


_DESCRIBED = {
    Municipality: _municipality,
    District: _district,
    Institution: _institution,
    Award: _award,
    FederalState: _land,
}


def _covers(name, day):
    return (name.valid_from is None or name.valid_from <= day) and (
        name.valid_to is None or day < name.valid_to
    )


def _inhabitants(number):
    if not number:
        return ""
    return _("%(number)s inhabitants") % {"number": number_format(number, force_grouping=True)}


def _entity(key, group, choices, report):
    sure = [mention for mention in group if mention.sure]
    best = sure[0] if sure else max(group, key=lambda mention: len(mention.keys))
    keys = best.keys[:_MOST_CHOICES]
    return {
        "kind": best.kind,
        "key": key,
        "field": _REGISTERS[best.kind][0],
        "sure": bool(sure),
        "reason": best.reason.label,
        "choices": [choices[best.kind, one] for one in keys if (best.kind, one) in choices],
        "places": [_place(mention, report) for mention in group],
    }


def _place(mention, report):
    before = getattr(report, mention.field).replace("\u00a0", " ")[: mention.start]
    return {
        "field": mention.field,
        "start": mention.start,
        "words": mention.words,
        "nth": before.count(mention.words),
    }


def _hint(hint, report):
    place = _place(hint, report)
    return {"message": hint.message, "right": hint.right, "code": hint.code, "place": place}


def _words():
    return {
        "none": _("Nothing recognised in the text yet."),
        "counts": _("Recognised in the text: %(sure)s sure, %(offered)s to choose from."),
        "all": _("Attach all sure ones (%s)"),
        "allKey": _("Key: Alt + E"),
        "attach": _("Attach %s"),
        "detach": _("%s is attached; press to take it off"),
        "where": _("where?"),
        "whereLong": _("Show where “%s” stands in the text"),
        "shown": _("“%(words)s”, %(number)s of %(all)s"),
        "gone": _("These words no longer stand there."),
        "which": _("which?"),
        "others": _("another?"),
        "whichLong": _("Several are called “%s”: choose"),
        "kicker": _("Kicker: use “%s”"),
        "tag": _("Tag: add “%s”"),
        "once": _("Typed once:"),
        "replace": _("Replace by “%s”"),
        "replaceKey": _("Key: Alt + N replaces the first of these"),
        "replaced": _("Replaced: %s"),
        "attached": _("Attached: %s"),
        "detached": _("Taken off: %s"),
        "failed": _("Recognition does not answer; the next change asks again."),
    }
