"""The entries of the planner as they are printed: by hand, for a month has hundreds of them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import workflow
from articles.statuses import Act
from articles.vocabulary import PlanKind


def print_entries(entries, user, back):
    """
    Give each entry its ``html``: once, though it stands in the grid and in the list for phones.

    It leads to its move where ``user`` may make one, else to the report; ``back`` is where the
    desk comes from.
    """
    asked = {kind: may_move(user, kind) for kind in PlanKind}
    labels = {kind: str(kind.label) for kind in PlanKind}
    move = f"{reverse('planner_move')}?{urlencode({'zurueck': back})}"
    before, _mark, after = reverse("admin:articles_article_change", args=["0"]).rpartition("0")
    for entry in entries:
        number, kind = entry.article.pk, entry.kind
        can_be_moved = asked[kind] and entry.is_movable
        address = (
            f"{move}&meldung={number}&art={kind}" if can_be_moved else f"{before}{number}{after}"
        )
        entry.html = _link(entry, address, labels[kind], can_be_moved)


def may_move(user, kind):
    """Whether ``user`` may move entries of a kind."""
    if kind == PlanKind.DUE:
        return user.has_perm("articles.change_article")
    return workflow.may(user, Act.RESCHEDULE)


def _link(entry, address, label, can_be_moved):
    article, at = entry.article, entry.at
    classes = f"plan-entry plan-{entry.kind}"
    classes += " is-over" if entry.is_over else ""
    classes += " is-collision" if entry.collides else ""
    # On the wall clock of Berlin, since the script moves an entry by hours and days of it.
    moment = entry.local.isoformat() if at else f"{entry.day:%Y-%m-%d}"
    return format_html(
        '<a class="{}" href="{}"{}>{}<span class="visually-hidden">{}:</span> {}'
        '<span class="plan-title">{}</span>{}<small class="plan-who">{}</small></a>',
        classes,
        address,
        format_html(' data-move draggable="true" data-at="{}"', moment) if can_be_moved else "",
        format_html('<time datetime="{}">{}</time> ', moment, f"{entry.local:%H:%M}") if at else "",
        label,
        format_html("<b>{}</b> ", article.kicker) if article.kicker else "",
        article,
        _remarks(entry),
        " · ".join(map(str, filter(None, (label, article.section, article.assigned_to)))),
    )


def _remarks(entry):
    found = mark_safe("")
    if entry.collides:
        found += format_html(' <small class="plan-collides">{}</small>', _("close together"))
    if entry.article.pending_revision_id:
        found += format_html(" <small>{}</small>", _("change waits"))
    return found + mark_safe(" ")
