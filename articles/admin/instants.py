"""What a typed day and hour means, in full words, for the fields of the desk."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from articles.fields.instants import InstantField, exists_twice, spoken
from articles.moments import BERLIN, now

_FIELD = InstantField(required=False)


@require_safe
def in_words(request):
    """
    Read ``?t=`` and ``?welche=`` as the field would.

    Answers with ``words``, or with ``error``; ``twice`` when the hour exists twice and can be
    chosen, ``next`` with the next valid hour when it doesn't exist.
    """
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    typed = [request.GET.get("t", "")[:40], request.GET.get("welche", "")[:1]]
    try:
        moment = _FIELD.clean(typed)
    except ValidationError as error:
        return JsonResponse(_refusal(error))
    words = spoken(moment, now()) if moment else ""
    twice = moment is not None and exists_twice(moment.astimezone(BERLIN))
    return JsonResponse({"words": words, "twice": twice})


def _refusal(error):
    refusal = error.error_list[0]
    answer = {"error": " ".join(error.messages), "twice": refusal.code == "twice"}
    if refusal.code == "gap":
        answer["next"] = {"value": refusal.params["value"], "label": refusal.params["next"]}
    return answer
