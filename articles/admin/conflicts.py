"""
Two texts of one report: both side by side, and which of them counts, field by field.

“Mine” is a working copy that rests on an older revision, “theirs” the newest one. The
page only reads; what is chosen is saved on top of theirs, and if that is no longer the
newest by then, the page is shown again with what was chosen as mine.
"""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import merging, revisions, workflow
from articles.admin.working_copies import as_sent, change_page, conflict_page, number_of, store
from articles.comparison import compare, compare_field
from articles.forms import ArticleForm, initial_of, typed
from articles.models import Article, Revision, WorkingCopy
from articles.moments import now
from articles.revisions import CONTENT
from articles.standing import when
from articles.text import references_in

MINE, THEIRS, MERGED = "mine", "theirs", "merged"
#: Plain texts, whose merged form may be rewritten on the page.
REWRITABLE = {"kicker", "headline", "lead", "initials", "infobox_title", "infobox"}
REWRITABLE |= {"picture_caption", "second_picture_caption", "working_title", "source_text"}
REWRITABLE |= {"embargo_source"}


@dataclass(frozen=True)
class Sides:
    """The two texts and what both were made from, as snapshots; and the form that says mine."""

    form: ArticleForm
    ancestor: revisions.Snapshot
    mine: revisions.Snapshot
    theirs: revisions.Snapshot
    newest: Revision

    @property
    def merges(self):
        """The fields that the two don't agree on, those beside the content last."""
        found = merging.merge(self.ancestor, self.mine, self.theirs)
        return [*found, *map(self._beside, self.form.overwritten(self.stored))]

    @property
    def is_mine_unchanged(self):
        """Whether the writer changed nothing at all: then there is nothing to bring together."""
        ancestor, mine = (revisions.content_hash(side) for side in (self.ancestor, self.mine))
        return ancestor == mine and not self.form.preparation() and not self.form.errors

    def _beside(self, name):
        stored = self.form.instance._meta.get_field(name).value_from_object(self.stored)
        mine, theirs = (_plain(v) for v in (self.form.cleaned_data[name], stored))
        both = "\n".join(filter(None, (mine, theirs))) if name in REWRITABLE else mine
        return merging.Merge(name, mine, theirs, both, is_clash=True)

    @property
    def stored(self):
        """The report as it is in the database; the form's own was typed over."""
        return Article.objects.get(pk=self.form.instance.pk)


def sides_of(copy, against=None):
    """A working copy, and the newest revision of its report (or the one named ``against``)."""
    reports = Article.objects.select_related("current_revision", "pending_revision")
    article = reports.get(pk=copy.article_id)
    article = workflow.mended(article) if copy.mends_live_text else article
    newest = against or article.pending_revision or article.current_revision
    if article.merge_base_id and copy.base == article.merge_base_id:
        newest = against or article.current_revision
    theirs = dict(newest.content)
    base = Revision.objects.filter(pk=copy.base, article=article).first()
    form = ArticleForm(as_sent(copy.values), instance=article)
    form.is_valid()
    ancestor = revisions.snapshot(Article()) | (dict(base.content) if base else {})
    return Sides(form, ancestor, revisions.merged(ancestor, form.content()), theirs, newest)


@dataclass(frozen=True)
class Choice:
    """One field on the page; ``merged`` are its lines brought together."""

    name: str
    label: str
    lines: list
    merged: list
    text: str | None
    is_clash: bool
    by_whom: str
    chosen: str


def choices(sides):
    """What the page asks, in the order of the form."""
    titles = _titles(sides.mine, sides.theirs)
    return [_choice(merge, sides, titles) for merge in sides.merges]


def _choice(merge, sides, titles):
    name = merge.name
    is_changed = sides.ancestor.get(name) != merge.mine
    by_whom = "both" if merge.is_clash else MINE if is_changed else THEIRS
    has_merged = name in REWRITABLE or not merge.is_clash or name in merging.IN_PARTS
    return Choice(
        name=name,
        label=label_of(name),
        lines=list(compare_field(name, merge.theirs, merge.mine, titles)),
        merged=list(compare_field(name, merge.theirs, merge.value, titles)) if has_merged else [],
        text=merge.value if name in REWRITABLE and merge.is_clash else None,
        is_clash=merge.is_clash,
        by_whom=by_whom,
        chosen=MERGED if has_merged else MINE,
    )


def conflict(request, object_id, token):
    """Show both texts of a report; take what was chosen."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    own = WorkingCopy.objects.filter(user=request.user, article_id=object_id)
    copy = get_object_or_404(own, token=token)
    if not copy.values:
        return HttpResponseRedirect(change_page(copy.article_id))
    if request.method == "POST":
        return _take(request, copy)
    sides = sides_of(copy)
    if sides.is_mine_unchanged:
        return _nothing_of_mine(request, copy, sides)
    context = {
        "title": _("Two texts of one report"),
        "article": sides.stored,
        "copy": copy,
        "kept": when(copy.kept_at, now()),
        "newest": sides.newest,
        "saved": when(sides.newest.made_at, now()),
        "on": sides.form.instance.working_revision_id,
        "choices": choices(sides),
        "errors": _errors(sides.form),
    }
    return render(request, "admin/articles/article/conflict.html", frame(request) | context)


def _about(revision):
    return f"{revision.by_mark or '–'}, {when(revision.made_at, now())}"


def _errors(form):
    return [
        {
            "label": form.fields[name].label,
            "typed": "\n".join(form.data.getlist(name)),
            "messages": [str(message) for message in found],
        }
        for name, found in form.errors.items()
        if name in form.fields
    ]


def _nothing_of_mine(request, copy, sides):
    workflow.drop_copy(copy.token, by=request.user)
    who = {"who": sides.newest.by_mark or _("Somebody else")}
    text = _("%(who)s has saved this report in the meantime; here is the newest text.") % who
    messages.warning(request, text)
    return HttpResponseRedirect(change_page(copy.article_id))


def _take(request, copy):
    """Save what was chosen, or go on with it in the form; what came in between is next."""
    shown = Revision.objects.filter(article=copy.article_id)
    against = get_object_or_404(shown, pk=number_of(request.POST.get("theirs")))
    sides = sides_of(copy, against)
    base = number_of(request.POST.get("on")) or against.pk
    _write(copy, sides, _chosen(request.POST, sides), base=base)
    if "_form" in request.POST:
        return HttpResponseRedirect(change_page(copy.article_id, copy))
    form = ArticleForm(as_sent(copy.values), instance=sides.stored, by=request.user)
    form.is_valid()
    try:
        with transaction.atomic():
            copy = workflow.copy_of(copy.token, by=request.user)
            is_merged = base != against.pk
            store(sides.stored, form, copy, by=request.user, is_merged=is_merged)
    except workflow.Stale:
        return HttpResponseRedirect(conflict_page(copy.article_id, copy.token))
    messages.success(request, _("Both texts are brought together and saved."))
    return HttpResponseRedirect(change_page(copy.article_id, copy))


def _chosen(post, sides):
    """The value of each field as it was chosen: mine, theirs, merged or rewritten."""
    chosen = {}
    for merge in sides.merges:
        wish = post.get(f"choice-{merge.name}", MERGED)
        value = {MINE: merge.mine, THEIRS: merge.theirs}.get(wish, merge.value)
        if wish == MERGED and merge.name in REWRITABLE:
            value = post.get(f"text-{merge.name}", merge.value)
        chosen[merge.name] = value
    return chosen


def _write(copy, sides, chosen, *, base):
    """Let the working copy say what was chosen, as a form would send it."""
    stored = sides.stored
    content = {n: v for n, v in chosen.items() if n in revisions.CONTENT}
    shown = ArticleForm(instance=stored)
    shown.initial |= initial_of(sides.theirs | content)
    values = {n: v for n, v in copy.values.items() if n not in shown.fields}
    values |= typed(shown)
    taken = {n for n in chosen if chosen[n] == _plain(_value(stored, n)) and n not in content}
    own = (set(sides.form.preparation()) | set(sides.form.errors)) - taken
    values |= {n: v for n, v in copy.values.items() if n.removesuffix("_which") in own}
    values |= {n: [v] for n, v in chosen.items() if n not in content and n in REWRITABLE}
    values["base"] = [str(base)]
    WorkingCopy.objects.filter(pk=copy.pk).update(values=values, base=base, kept_at=now())
    copy.values, copy.base = values, base


def _value(article, name):
    return article._meta.get_field(name).value_from_object(article)


def _plain(value):
    value = getattr(value, "pk", value)
    return str(value) if value not in (None, False) else ""


@require_safe
def kept_compare(request, token):
    """What was typed and not saved beside the newest text."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    own = WorkingCopy.objects.filter(user=request.user, article__isnull=False)
    copy = get_object_or_404(own, token=token)
    sides = sides_of(copy)
    context = {
        "title": _("What was not saved"),
        "article": sides.stored,
        "old": {"name": _("Saved"), "note": _about(sides.newest)},
        "new": {"name": _("Typed and not saved"), "note": when(copy.kept_at, now())},
        "differences": differences(sides.theirs, sides.mine),
        "errors": _errors(sides.form),
        "copy": copy,
    }
    return render(request, "admin/articles/article/comparison.html", frame(request) | context)


def differences(old, new):
    """The fields in which two snapshots differ, with their labels, for the page."""
    titles = _titles(old, new)
    return [{"label": label_of(one.name), "lines": one.lines} for one in compare(old, new, titles)]


def text_of(content):
    """All that one snapshot says, field by field."""
    titles = _titles(content)
    fields = [(n, list(compare_field(n, content.get(n), content.get(n), titles))) for n in CONTENT]
    return [{"label": label_of(name), "lines": lines} for name, lines in fields if lines]


def _titles(*sides):
    numbers = {r.target_id for side in sides for r in references_in(side["body"])} - {None}
    return {a.pk: str(a) for a in Article.objects.filter(pk__in=numbers)}


def label_of(name):
    """The label of a field of a report."""
    return Article._meta.get_field(name).verbose_name


def frame(request):
    """What the frame of the admin's pages asks for."""
    return admin.site.each_context(request) | {"opts": Article._meta}


@require_POST
def merge_pending(request, object_id):
    """Put a pending revision and the live text that was corrected meanwhile side by side."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=object_id, merge_base__isnull=False)
    values, token = typed(ArticleForm(instance=article)), uuid4()
    base = article.merge_base_id
    workflow.keep(token, values, by=request.user, version=1, article=article, base=base)
    return HttpResponseRedirect(conflict_page(article.pk, token))


def urls(guarded):
    """The addresses of this module, below that of the reports."""
    merging_route = "<int:object_id>/zusammenfuehren/<uuid:token>/"
    return [
        path(merging_route, guarded(conflict), name="articles_article_conflict"),
        path(
            "<int:object_id>/zusammenfuehren/",
            guarded(merge_pending),
            name="articles_article_merge_pending",
        ),
        path(
            "arbeitsstand/<uuid:token>/vergleich/",
            guarded(kept_compare),
            name="articles_article_kept_compare",
        ),
    ]
