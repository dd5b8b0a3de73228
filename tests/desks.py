"""
Editors at their forms, as the tests of lost texts need them: the very posts of the page's script.

Each editor opens a report, types, and is autosaved, saved and released, in any order with
colleagues. ``lost`` names every sentence that is then neither in a text nor on offer.
"""

import random
from copy import copy, deepcopy
from itertools import combinations, groupby

from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles.forms import typed
from articles.models import Article, Revision, WorkingCopy
from articles.roles import Role
from tests.makers import make_submitted, make_user

STEPS = ("open", "autosave", "save", "release")
KEEP = reverse("admin:articles_article_keep")


class Editor:
    """One editor with one form of the report."""

    def __init__(self, article, number):
        self.article, self.number = article, number
        self.user = make_user(Role.EDITOR)
        self.client = Client()
        self.client.force_login(self.user)
        self.values, self.sentences, self.version, self.conflict = {}, [], 0, None

    @property
    def address(self):
        return reverse("admin:articles_article_change", args=[self.article.pk])

    def as_is(self):
        """The same editor at this point, to go on in two ways from here."""
        same = copy(self)
        same.client = Client()
        same.client.cookies = deepcopy(self.client.cookies)
        same.values = dict(self.values)
        return same

    def open(self):
        """Open the form; its fields and its token are what the browser would send."""
        context = self.client.get(self.address).context
        self.values = typed(context["adminform"].form)
        self.values |= {f"source_material-{k}": ["0"] for k in ("TOTAL_FORMS", "INITIAL_FORMS")}
        self.values["form_token"] = [context["form_token"]]

    def type(self):
        """Another paragraph, and another lead in place of what stood there."""
        count = len(self.sentences) + 1
        more = [f"{where} {self.number}.{count}" for where in ("Absatz", "Vorspann")]
        self.values["body"] = [f"{self.values['body'][0]}<p>{more[0]}</p>"]
        self.values["lead"] = [more[1]]
        self.sentences = [*self.sentences, *more]

    def autosave(self):
        self.type()
        self.version += 1
        own = {"article": [self.article.pk], "version": [self.version]}
        self.client.post(KEEP, self.values | own)

    def save(self):
        # What stood in the lead before is gone by the writer's own hand.
        self.sentences = [one for one in self.sentences if not one.startswith("Vorspann")]
        self.type()
        self._send({"_continue": [""]})

    def release(self):
        """Solve the conflict first, if there is one, by taking both; then release what is there."""
        if self.conflict:
            newest = self.client.get(self.conflict).context["newest"]
            answer = self.client.post(
                self.conflict, {"theirs": newest.pk, "on": newest.pk, "_save": ""}
            )
            self.conflict = answer["Location"] if "zusammenfuehren" in answer["Location"] else None
        self.open()
        self._send({"_act": ["release"]})

    def _send(self, button):
        self.version += 1
        post = self.values | {"version": [self.version]} | button
        answer = self.client.post(self.address, post)
        self.conflict = answer["Location"] if "zusammenfuehren" in answer["Location"] else None


def orders_of_two():
    """All 70 orders in which two editors can take their four steps."""
    for first in combinations(range(8), 4):
        yield [0 if at in first else 1 for at in range(8)]


def random_orders(editors, count, seed):
    """``count`` orders of all steps of some editors; the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        order = [editor for editor in range(editors) for _step in STEPS]
        dice.shuffle(order)
        yield order


def lost(orders):
    """
    What is nowhere after the editors took their steps, for each order that loses something.

    Orders that begin alike are one way up to where they part; there a savepoint is gone
    back to, so that every step is taken once for all orders that share it.
    """
    orders = sorted({tuple(order) for order in orders})
    with transaction.atomic():
        article = make_submitted()
        editors = [Editor(article, number) for number in range(max(max(orders)) + 1)]
        found = dict(_walk(editors, (), orders))
        transaction.set_rollback(True)
    return {order: missing for order, missing in found.items() if missing}


def _walk(editors, taken, orders):
    """Each of the sorted ``orders``, which begin with the steps ``taken``, and what it loses."""
    for after, some in groupby(orders, key=lambda order: order[len(taken) : len(taken) + 1]):
        if not after:
            there = everything_said(editors[0].article)
            yield taken, [s for editor in editors for s in editor.sentences if s not in there]
            continue
        with transaction.atomic():
            here = [editor.as_is() for editor in editors]
            getattr(here[after[0]], STEPS[taken.count(after[0])])()
            yield from _walk(here, taken + after, list(some))
            transaction.set_rollback(True)


def everything_said(article):
    """Live text, revisions, and what is kept for those who typed it."""
    live = Article.objects.get(pk=article.pk)
    revisions = Revision.objects.filter(article=article).values_list("content", flat=True)
    kept = WorkingCopy.objects.filter(article=article).values_list("values", flat=True)
    return "\n".join([live.lead, live.body, *map(str, revisions), *map(str, kept)])
