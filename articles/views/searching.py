"""The search for readers, without JavaScript; and what it offers while somebody types."""

from urllib.parse import urlencode

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.moments import berlin_day, now
from articles.search import LENGTH, MOST, PARAMETERS, Answer, answer, asked, names_of, suggestions
from articles.text import normalised
from articles.views.pages import page

LONGEST_VALUE = 100
#: In the order of the page.
LABELS = {
    "rubrik": _("Section"),
    "jahr": _("Year"),
    "kommune": _("Municipality"),
    "land": _("Land"),
    "institution": _("Institution"),
    "preis": _("Award"),
}


@require_safe
def search(request):
    """Results for ``?q=``, narrowed by the parameters of ``LABELS``; an empty form without it."""
    asking = Asking(request.GET)
    found = asking.answer(now())
    if asking.number > 1 and not found.hits and not found.has_failed:
        raise Http404
    context = {"asking": asking, "found": found, "most": MOST}
    return page(request, "search", context)


@require_safe
def suggest(request):
    """Up to eight suggestions for what was typed so far, as JSON."""
    found = suggestions(request.GET.get("q", ""), now())
    rows = [{"text": s.text, "note": s.note, "url": s.url} for s in found]
    return JsonResponse({"suggestions": rows}, headers={"Cache-Control": "no-cache"})


class Asking:
    """What the address of a search says, and the addresses that say a little more or less."""

    def __init__(self, parameters):
        self.question = asked(parameters.get("q", ""))
        values = {name: normalised(parameters.get(name, ""))[:LONGEST_VALUE] for name in PARAMETERS}
        self.chosen = {name: value for name, value in values.items() if value}
        self.by_date = parameters.get("sortierung") == "datum"
        self.number = _number(parameters.get("seite", "1"))
        self.names = {}
        self.found = Answer()
        self.path = reverse("articles:search")

    def answer(self, at):
        """
        The answer as readers may have it at ``at``; nothing without a word to look for.

        Chosen values that no report of then has are forgotten, on the page and in its links.
        """
        self.names = names_of(self.chosen, Article.objects.published(at), berlin_day(at))
        self.chosen = {name: self.chosen[name] for name in self.names}
        if self.question.terms:
            self.found = answer(
                self.question, self.chosen, at, page=self.number, by_date=self.by_date
            )
        return self.found

    def address(self, *, page=1, q=None, by_date=None, chosen=None):
        """The address of this search with something changed; pages begin anew."""
        words = {"q": self.question.text if q is None else q}
        words |= self.chosen if chosen is None else chosen
        if self.by_date if by_date is None else by_date:
            words["sortierung"] = "datum"
        if page > 1:
            words["seite"] = page
        return f"{self.path}?{urlencode(words)}"

    def by_relevance_address(self):
        """The same, best matches first."""
        return self.address(by_date=False)

    def by_date_address(self):
        """The same, newest first."""
        return self.address(by_date=True)

    def spelling_address(self):
        """The same question as it may have been meant."""
        return self.address(q=self.found.spelling, chosen={})

    def next_address(self):
        """The next page, or nothing."""
        if self.number * LENGTH < self.found.total:
            return self.address(page=self.number + 1)
        return ""

    def earlier_address(self):
        """The page before, or nothing."""
        return self.address(page=self.number - 1) if self.number > 1 else ""

    def active(self):
        """The chosen filters: label, name, and the address without each."""
        for name in self.chosen:
            rest = {other: v for other, v in self.chosen.items() if other != name}
            yield LABELS[name], self.names[name], self.address(chosen=rest)

    def offered(self):
        """The filters not chosen yet: label, and choices with the address that adds each."""
        for name, label in LABELS.items():
            choices = self.found.choices.get(name, ())
            if name not in self.chosen and len(choices) > 1:
                rows = [(c, self.address(chosen=self.chosen | {name: c.value})) for c in choices]
                yield label, rows

    def hidden_fields(self):
        """What the form keeps when it is sent again."""
        fields = dict(self.chosen)
        return (fields | {"sortierung": "datum"} if self.by_date else fields).items()


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 4
    if not is_number or not 1 <= int(text) <= MOST // LENGTH:
        raise Http404
    return int(text)
