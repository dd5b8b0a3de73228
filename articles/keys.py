"""
The keys of the desk: one table, from which the page listens and the help page is made.

Single letters work outside of fields only and can be switched off, since speech input and
trembling hands type them unawares (WCAG 2.1.4).
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Key:
    """
    One key, or two after one another: “g p”; what it does, for people and for the script.

    ``go`` names a route, ``press`` and ``focus`` are selectors, ``step`` and ``choose`` are for
    rows; without any of them another script listens and the row is for the help page only.
    """

    keys: str
    label: str
    go: str = ""
    press: str = ""
    focus: str = ""
    step: int = 0
    choose: bool = False
    permission: str = "articles.view_article"


_WRITE, _RELEASE = "articles.change_article", "articles.release_article"
KEYS = [
    (
        _("Everywhere"),
        [
            Key("?", _("Show these keys"), go="keys"),
            Key("n", _("New report"), go="admin:articles_article_add", permission=_WRITE),
            Key("/", _("Into the search"), focus="#searchbar, #nav-filter"),
            Key("g s", _("To the start page"), go="admin:index"),
            Key("g m", _("To the reports"), go="admin:articles_article_changelist"),
            Key("g t", _("To the list of topics"), go="topics"),
            Key("g p", _("To the planner"), go="planner"),
            Key("g v", _("To the references"), go="reference_overview"),
        ],
    ),
    (
        _("In lists"),
        [
            Key("j", _("Next row"), step=1),
            Key("k", _("Previous row"), step=-1),
            Key("x", _("Choose the row, or not"), choose=True),
            Key("Enter", _("Open the row")),
        ],
    ),
    (
        _("In a report"),
        [
            Key("Ctrl+S", _("Save and go on writing"), permission=_WRITE),
            Key(
                "Alt+G",
                _("Submit for review"),
                press='[name="_act"][value="submit"]',
                permission="articles.submit_article",
            ),
            Key(
                "Alt+V",
                _("To the button “Release now”; Enter releases"),
                focus='[name="_act"][value="release"], [name="_act"][value="restore"]',
                permission=_RELEASE,
            ),
            Key(
                "Alt+U",
                _("To the hour of the release"),
                focus="#id_act-at_0",
                permission=_RELEASE,
            ),
            Key("Alt+R", _("To the next open reference, and bind it"), permission=_WRITE),
            Key("Ctrl+Shift+L", _("Refer to an earlier report"), permission=_WRITE),
            Key("Alt+E", _("Take over everything recognised in the text"), permission=_WRITE),
            Key("Alt+N", _("Replace the first name that is not right"), permission=_WRITE),
            Key("Ctrl+Alt+2", _("Sub-heading"), permission=_WRITE),
            Key("Ctrl+K", _("Link to another site"), permission=_WRITE),
        ],
    ),
    (
        _("In the planner"),
        [
            Key("↑ ↓ ← →", _("From one entry to the next")),
            Key("Enter", _("Move the entry")),
            Key("Shift+↑ ↓", _("Propose an hour earlier or later")),
            Key("Shift+← →", _("Propose a day earlier or later")),
        ],
    ),
]


def keys_of(user):
    """The groups of the table with the keys that ``user`` can use."""
    groups = ((label, [k for k in keys if user.has_perm(k.permission)]) for label, keys in KEYS)
    return [(label, keys) for label, keys in groups if keys]


def for_script(user):
    """The keys that the page's script listens to, as plain data."""
    found = []
    for key in (key for _label, keys in keys_of(user) for key in keys):
        deed = {"go": key.go and reverse(key.go), "press": key.press, "focus": key.focus}
        deed |= {"step": key.step, "choose": key.choose}
        if any(deed.values()):
            found.append({"keys": key.keys} | {name: do for name, do in deed.items() if do})
    return found
