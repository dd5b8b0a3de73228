"""
Nothing typed is lost: what a form holds is kept, offered again, and never overwrites.

The script of the form (``autosave.js``) posts it here a second after the last key. A save
on an older base leads to the page of ``conflicts``; a post that arrives twice is answered
twice and done once.
"""

import hashlib
import json
from functools import partial
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.forms import BaseInlineFormSet
from django.http import HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.models import Article, WorkingCopy
from articles.moments import now
from articles.standing import when

#: Sent with the form and no part of what was typed.
BESIDES = {"csrfmiddlewaretoken", "form_token", "version", "_act", "_save", "_continue"}
BESIDES |= {"restored", "_untouched", "_addanother", "_popup", "_to_field"}
#: More than this many values or characters is no report.
MOST_VALUES, MOST_CHARACTERS = 2000, 4_000_000


def token_of(post):
    """The token of the form that ``post`` comes from; a new one for a form without."""
    try:
        return UUID(post.get("form_token", ""))
    except ValueError:
        return uuid4()


def typed_in(post):
    """What somebody typed, by name; buttons and tokens are left out."""
    return {name: post.getlist(name) for name in post if name not in BESIDES}


def version_of(post):
    """How often the form had been kept before this post; it only grows."""
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else 0


def base_of(post):
    """The revision that a form says it rests on; 0, older than any, for one that says nothing."""
    text = post.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def as_sent(values):
    """Kept values as the data of a form."""
    data = QueryDict(mutable=True)
    for name, several in values.items():
        data.setlist(name, several)
    return data


def change_page(article_id, copy=None):
    """The form of a report, with what ``copy`` holds typed into it."""
    query = {"kopie": copy.token} if copy and copy.values else {}
    query |= {"korrektur": 1} if copy and copy.mends_live_text else {}
    address = reverse("admin:articles_article_change", args=[article_id])
    return f"{address}?{urlencode(query)}" if query else address


def store(article, form, copy, *, by, sent=None, is_merged=False):
    """
    Save what ``form`` says as far as it can be stored; what can't stays in ``copy``.

    ``sent`` is the post. Raises Stale, with nothing stored, when others saved since.
    """
    base = max(form.cleaned_data.get("base") or 0, copy.saved_revision_id or 0)
    is_new = article.pk is None
    write = workflow.mend if copy.mends_live_text else workflow.save
    more = {"is_merged": True} if is_merged else {}
    revision = write(article, form.content(), by=by, base=None if is_new else base, **more)
    if form.overwritten(article):
        raise workflow.Stale(_("Somebody else has changed the same field."), code="stale")
    if preparation := form.preparation():
        workflow.prepare(article, preparation, by=by)
    left = dict(form.data.lists()) if form.errors else {}
    left = {name: values for name, values in left.items() if name not in BESIDES}
    if left:
        left["base"] = [str(revision.pk)]
    digest, version = (_digest(sent), version_of(sent)) if sent else ("", 0)
    workflow.settle(copy, revision, post=digest, version=version, left=left)
    _supersede(sent, by)


def _supersede(post, by):
    """What the form was restored from lives on in the copy of the form itself."""
    if post and post.get("restored"):
        workflow.drop_copy(token_of({"form_token": post["restored"]}), by=by)


def _digest(post):
    said = {name: post.getlist(name) for name in post if name != "csrfmiddlewaretoken"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def left_words(post):
    """What the desk reads when a part of what was typed could not be stored."""
    words = _("Saved, except for the marked fields: what stands there is kept, but not stored yet.")
    if "_act" in post:
        words += " " + _("Nothing else was done.")
    return words


class SavesWhatItCan(BaseInlineFormSet):
    """Files beside a report: one with a fault keeps neither the others nor the text from saving."""

    def is_valid(self):
        """Always, once it was sent; see ``faults``."""
        super().is_valid()
        return self.is_bound

    def faults(self):
        """What could not be taken, as sentences."""
        for form in self.forms:
            for found in form.errors.values():
                yield f"{form.instance or ''} {' '.join(map(str, found))}".strip()

    def save(self, commit=True):
        """Save every file that is right."""
        for form in self.forms:
            if form.errors:
                form.changed_data = []
        return super().save(commit)


class NothingIsLost:
    """For the ModelAdmin of reports: saves that can be repeated, delayed and half right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.made_forms = {}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save once for each form, however often it is sent; put clashes before the writer."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        token = token_of(request.POST)
        try:
            with transaction.atomic():
                copy = request.working_copy = workflow.copy_of(token, by=request.user)
                copy.mends_live_text = mends(request)
                if copy.saved_post == _digest(request.POST):
                    return HttpResponseRedirect(_answer(copy))
                object_id = object_id or (copy.article_id and str(copy.article_id))
                return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.Stale:
            return self._stale(request, token, object_id)

    def _stale(self, request, token, object_id):
        article = Article.objects.get(pk=object_id)
        values, by = typed_in(request.POST), request.user
        base = base_of(request.POST)
        with transaction.atomic():
            copy = workflow.copy_of(token, by=by)
            version = max(version_of(request.POST), copy.version + 1)
            arguments = {"article": article, "base": base, "mends_live_text": mends(request)}
            workflow.keep(token, values, by=by, version=version, **arguments)
        return HttpResponseRedirect(conflict_page(article.pk, token))

    def get_object(self, request, object_id, from_field=None):
        """The report; for a correction of its live text as that sees it."""
        article = super().get_object(request, object_id, from_field)
        return workflow.mended(article) if article and mends(request) else article

    def get_form(self, request, obj=None, change=False, **kwargs):
        """
        The form, which knows who fills it in, and what was typed earlier if ``?kopie=`` asks.

        Its class, forty fields, is made once for each role: that takes as long as all queries.
        """
        user = request.user
        key = user.is_superuser, user.role, change, *(kwargs.get("fields") or ())
        if key not in self.made_forms:
            self.made_forms[key] = super().get_form(request, obj, change=change, **kwargs)
        copy = restored(request, obj)
        typed = as_sent(copy.values) if copy else None
        return partial(self.made_forms[key], by=user, restored=typed)

    def keep_apart(self, request, context):
        """What the form needs so that nothing is lost: its name, and what is on offer."""
        article = context.get("original")
        copy = restored(request, article)
        branch = "?korrektur=1" if mends(request) else ""
        context["form_token"] = str(uuid4())
        context["restored_copy"] = copy
        context["kept"] = offers(request.user, article, copy)
        context["keeping"] = {
            "article": article.pk if article else "",
            "user": request.user.pk,
            "also": _("Also here:"),
            "words": json.dumps(_words()),
            "keep": reverse("admin:articles_article_keep") + branch,
            "here": article and reverse("admin:articles_article_here", args=[article.pk]) + branch,
            "offers": reverse("admin:articles_article_kept"),
            "login": reverse("account_login") + "?next=" + reverse("admin:articles_article_back"),
            "back": reverse("admin:articles_article_back"),
        }


def _words():
    return {
        "typed": _("Not kept yet"),
        "kept": _("Kept, %s"),
        "here": _("Kept in this browser, %s"),
        "offline": _("No connection. Your text is kept in this browser and sent again by itself."),
        "broken": _(
            "The server can't store anything right now. Your text is kept in this browser."
        ),
        "nowhere": _("Your text can't be kept at the moment: please copy it to be safe."),
        "large": _(
            "This is too large to be kept, 4 MB at most: pictures belong into their fields."
        ),
        "expired": _("You were logged out. Your text is here; please log in again."),
        "stranger": _("Somebody else is logged in in this browser. Your text stays here."),
        "login": _("Log in again"),
        "again": _("Try again"),
        "newer": _("%s has saved this report in the meantime (%s). Saving shows both texts."),
        "leave": _("Some of your text is kept nowhere else yet."),
    }


def _answer(copy):
    """Where the first answer to the same post led."""
    return change_page(copy.article_id, copy)


def mends(request):
    """Whether the form is that of a correction of the live text."""
    return request.GET.get("korrektur") == "1"


def conflict_page(article_id, token):
    """The page with both texts side by side."""
    return reverse("admin:articles_article_conflict", args=[article_id, token])


def restored(request, article):
    """The copy of one's own that ``?kopie=`` names, for this report."""
    try:
        token = UUID(request.GET.get("kopie", ""))
    except ValueError:
        return None
    own = WorkingCopy.objects.filter(token=token, user=request.user).exclude(values={})
    return own.filter(article=article).first()


def offers(user, article, but=None):
    """What ``user`` typed into forms of ``article`` and never saved, newest first."""
    copies, at = workflow.kept_copies(user, article), now()
    return [
        {"token": copy.token, "kept": when(copy.kept_at, at), "words": _first_words(copy)}
        | {"mends": copy.mends_live_text, "days": workflow.OFFERED.days}
        for copy in copies
        if but is None or copy.token != but.token
    ]


def _first_words(copy):
    for name in ("headline", "working_title", "lead", "kicker"):
        if words := " ".join(copy.values.get(name, [])).strip():
            return words[:80]
    return ""


# --- What the script asks ----------------------------------------------------------------------


@require_POST
def keep(request):
    """
    Keep the form that was posted as a working copy.

    Answers ``{"kept": …, "csrf": …, "newest": {"by", "at"} | null}``; 409 if a later one is
    here already, which is no fault: the text that was typed last counts.
    """
    article = _asked_article(request)
    values = {} if "_untouched" in request.POST else typed_in(request.POST)
    values.pop("article", None)
    if len(values) > MOST_VALUES or sum(map(len, str(values))) > MOST_CHARACTERS:
        return JsonResponse({"error": "large"}, status=413)
    arguments = {"base": base_of(request.POST), "version": version_of(request.POST)}
    arguments["mends_live_text"] = mends(request)
    try:
        copy = workflow.keep(
            token_of(request.POST), values, by=request.user, article=article, **arguments
        )
    except workflow.Overtaken:
        return JsonResponse({"error": "overtaken", "csrf": get_token(request)}, status=409)
    if values:
        _supersede(request.POST, request.user)
    at = when(copy.kept_at, now())
    newest = newest_after(article, copy.base)
    return JsonResponse({"kept": at, "csrf": get_token(request), "newest": newest})


def newest_after(article, base):
    """Who saved the report after its revision ``base``, if anybody did."""
    revision = article and (article.pending_revision or article.current_revision)
    if revision is None or revision.pk <= base:
        return None
    return {"by": revision.by_mark or _("Somebody else"), "at": when(revision.made_at, now())}


def _asked_article(request):
    number = number_of(request.POST.get("article"))
    act = "change" if number else "add"
    if not request.user.has_perm(f"articles.{act}_article"):
        raise PermissionDenied
    reports = Article.objects.select_related("current_revision", "pending_revision")
    article = get_object_or_404(reports, pk=number) if number else None
    return workflow.mended(article) if article and mends(request) else article


def number_of(text):
    """The number that a post names, 0 for none; anything else is a bad request."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest
    return int(text)


@require_safe
def kept(request):
    """What the writer has on offer for the report ``?bericht=``, as a piece of the page."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    number = number_of(request.GET.get("bericht"))
    article = get_object_or_404(Article, pk=number) if number else None
    context = {"kept": offers(request.user, article), "number": number}
    return render(request, "admin/articles/article/_kept.html", context)


@require_POST
def discard(request, token):
    """Drop a copy of one's own."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    copy = get_object_or_404(WorkingCopy, token=token, user=request.user)
    workflow.drop_copy(token, by=request.user)
    messages.success(request, _("The text that was not saved is dropped."))
    add = reverse("admin:articles_article_add")
    return HttpResponseRedirect(change_page(copy.article_id) if copy.article_id else add)


@require_safe
def back(request):
    """Where logging in again in a second window ends; as data, who is logged in now."""
    who = {"user": request.user.pk, "csrf": get_token(request)}
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(who)
    return render(request, "admin/articles/article/back.html", {"who": who})


def urls(guarded):
    """The addresses of this module, below that of the reports."""
    names = "articles_article_{}".format
    return [
        path("arbeitsstand/", guarded(keep), name=names("keep")),
        path("arbeitsstand/angebote/", guarded(kept), name=names("kept")),
        path("arbeitsstand/<uuid:token>/verwerfen/", guarded(discard), name=names("discard")),
        path("wieder-da/", guarded(back), name=names("back")),
    ]
