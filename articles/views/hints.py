"""
“Fehler gefunden?”: a reader writes to the desk about one report.

Without a script, a cookie or an address kept: the form carries a signed moment instead of
a session's token, a field that only machines fill in, and a limit that counts under a
changing, one-way name.
"""

from datetime import UTC, datetime, timedelta

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.models import Article
from articles.moments import now
from articles.read_model import address
from articles.views.pages import moved, page
from articles.workflow.complaints import KEPT

#: A form is good for so long, and nobody has written anything in less than so little.
LONGEST, SHORTEST = timedelta(hours=6), timedelta(seconds=3)
#: So many hints an hour come from one address, and from all together.
FROM_ONE, FROM_ALL = 5, 200
_SIGNER = Signer(salt="articles.hint")


class HintForm(forms.Form):
    """What is wrong and, if the reader wants an answer, how to reach them."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say what is wrong.")},
    )
    contact = forms.CharField(
        label=_("E-mail address or telephone number, if you want an answer"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        # Whole seconds, rounded down: rounded up, a form would seem half a second younger.
        self.initial["token"] = _SIGNER.sign(f"{article.pk}-{int(now().timestamp())}")

    def clean(self):
        """Refuse a form that was not ours, is too old, or came back too quickly."""
        cleaned = super().clean()
        age = _age(cleaned.get("token", ""), self.article)
        if age is None or not SHORTEST <= age <= LONGEST:
            self.data = self.data.copy()
            self.data["token"] = self.initial["token"]
            raise forms.ValidationError(
                _("This form has waited too long or came back too quickly. Please send it again.")
            )
        return cleaned

    @property
    def is_a_machines(self):
        """Whether the field was filled in that nobody sees."""
        return bool(self.cleaned_data.get("website"))


@csrf_exempt  # The signed moment stands for the token: a token of Django's sets a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def hint(request, pk, slug):
    """The form, and what becomes of it; only on a report that is public now."""
    article = get_object_or_404(Article.objects.published(now()).only("slug", "headline"), pk=pk)
    path = address("hint", pk, article.slug)
    if slug != article.slug:
        return moved(path)
    if "danke" in request.GET:
        return _unkept(page(request, "hint_thanks", {"report": article}))
    form = HintForm(request.POST if request.method == "POST" else None, article=article)
    if form.is_bound and form.is_valid():
        if not _is_within_limits(request):
            return _unkept(page(request, "hint_later", {"report": article}, status=429))
        if not form.is_a_machines:
            texts = {name: form.cleaned_data[name] for name in ("text", "contact")}
            workflow.receive(article, **texts, now=now())
        return _unkept(HttpResponseRedirect(f"{path}?danke=1"))
    context = {"report": article, "form": form, "days": KEPT.days}
    return _unkept(page(request, "hint", context, status=422 if form.is_bound else 200))


def _age(token, article):
    """How old a token for this report is, or None for one that is none."""
    try:
        number, _dash, seconds = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    moment = datetime.fromtimestamp(int(seconds), tz=UTC)
    return now() - moment if number == str(article.pk) else None


def _is_within_limits(request):
    """Count this hint under the hour, for all and for its sender; no address is kept."""
    hour = f"{now():%Y%m%d%H}"
    sender = get_adapter().get_client_ip(request) or ""
    name = salted_hmac(f"articles.hint.{hour}", sender).hexdigest()[:32]
    counted = [_count(f"hints:{hour}:{who}") for who in ("all", name)]
    return counted[0] <= FROM_ALL and counted[1] <= FROM_ONE


def _count(key):
    cache.add(key, 0, timeout=3600)
    return cache.incr(key)


def _unkept(response: HttpResponse):
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
