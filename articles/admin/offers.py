"""The earlier reports that the desk is offered while it writes, as the editor asks for them."""

import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.fields.body import clean_body
from articles.models import Article
from articles.moments import now
from articles.suggestions.candidates import already_reported, draft_of, suggest

#: “Haben wir das schon?” names so many reports, and none that shares too little.
_KNOWN, _LIKELY = 4, 1.5
_TEXTS = ("kicker", "headline", "lead")


@require_POST
def offers(request):
    """
    For each open reference of the text as it stands in the form, the best earlier reports; and
    as ``known`` what was reported, or is just being written, about the same as a whole.

    Takes JSON: ``article`` (its number or null), ``kicker``, ``headline``, ``lead``, ``tags`` and
    ``body``; nothing of it is stored. ``preselected`` is null where nothing is likely enough.
    """
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    try:
        number, content = _asked(request.body)
    except (ValueError, ValidationError):
        return JsonResponse({"places": [], "known": []}, status=400)
    article = Article.objects.filter(pk=number).first() or Article()
    at = now()
    draft = draft_of(article, now=at, content=content)
    places = [_place(place) for place in suggest(draft, now=at)]
    same = [offer for offer in already_reported(draft, now=at) if offer.score >= _LIKELY]
    return JsonResponse({"places": places, "known": [_known(offer) for offer in same[:_KNOWN]]})


def _asked(body):
    asked = json.loads(body)
    if not isinstance(asked, dict):
        raise ValueError
    content = {name: str(asked.get(name) or "")[:2000] for name in _TEXTS}
    content["tags"] = [str(tag)[:100] for tag in list(asked.get("tags") or [])[:30]]
    content["body"] = clean_body(str(asked.get("body") or ""))
    number = asked.get("article")
    return number if isinstance(number, int) and 0 < number < 2**63 else None, content


def _place(place):
    return {
        "key": place.reference.key,
        "sentence": place.reference.sentence,
        "preselected": place.preselected,
        "offers": [_row(offer) for offer in place.offers],
    }


def _row(offer):
    return {
        "id": offer.article_id,
        "kicker": offer.kicker,
        "headline": offer.headline,
        "date": f"{offer.day:%d.%m.%Y}",
        "reasons": ", ".join(offer.reasons),
    }


def _known(offer):
    address = reverse("admin:articles_article_change", args=[offer.article_id])
    return _row(offer) | {"address": address, "is_public": offer.is_public}
