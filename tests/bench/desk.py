"""
What the desk's own work costs: lists, the form, saving, releasing, planner, start page.

Asked in this process, without a web server, one after the other and again. A save and a
release are rolled back each time, so the archive stays what it is; the commit itself is
therefore not in the figure. *CPU* is processor time of this process and of its database
connection, the mean of all rounds: it hardly depends on how busy the machine is, as the
times by the clock do.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from rich.console import Console
from rich.table import Table

from articles import workflow
from articles.forms import ArticleForm, typed
from articles.models import Article, Municipality, Section, User
from articles.moments import now
from articles.roles import Role
from tests.bench import processes

#: Milliseconds that Wagtail 8 takes for the same at 100,000 pages, measured on one machine.
WAGTAIL = {"list": 232, "form": 105, "save a draft": 92, "release": 186}
LIST = "/admin/articles/article/"


@dataclass(frozen=True)
class Work:
    """One thing the desk does: ``do()`` returns the answer; ``undo`` rolls back what it wrote."""

    name: str
    do: Callable
    undo: bool = False


def measure(console: Console, *, articles: int, rounds: int) -> None:
    """Print one line a work: half of the answers within, the quickest, 95 %, queries."""
    table = Table("the desk", title=f"The desk at {articles:,} reports, {rounds} times each")
    for column in ("CPU ms", "clock p50", "min", "p95", "queries", "Wagtail ms"):
        table.add_column(column, justify="right")
    for work in _works():
        found = _timed(work, rounds)
        times = [one.seconds for one in found]
        cpu = sum(one.cpu for one in found) / rounds
        figures = (cpu, median(times), min(times), quantiles(times, n=20)[-1])
        row = [f"{1000 * seconds:.0f}" for seconds in figures]
        table.add_row(work.name, *row, str(found[-1].queries), str(WAGTAIL.get(work.name, "")))
    console.print(table)


def _works():
    chief, author = _user("bench", Role.CHIEF), _user("bench-author", Role.AUTHOR)
    client = Client(headers={"host": "localhost"})
    client.force_login(chief, settings.AUTHENTICATION_BACKENDS[0])
    report = Article.objects.published(now()).order_by("-publish_at").first()
    town, section = Municipality.objects.first(), Section.objects.first()
    day = report.publish_at.date().isoformat()

    def get(address):
        return lambda: client.get(address)

    return [
        Work("list", get(LIST)),
        Work("list, a section", get(f"{LIST}?stand=online&section__id__exact={section.pk}")),
        Work("list, one town", get(f"{LIST}?ort={town.pk}")),
        Work("list, open references", get(f"{LIST}?verweise=open")),
        Work("list, a frequent word", get(f"{LIST}?q=stadt")),
        Work("form", get(f"{LIST}{report.pk}/change/")),
        Work("save a draft", lambda: _save(client, author), undo=True),
        Work("release", lambda: _release(client, author), undo=True),
        Work("start page", get("/admin/")),
        Work("planner, a full week", get(f"/admin/planung/?tag={day}")),
        Work("planner, a full month", get(f"/admin/planung/?ansicht=monat&tag={day}")),
        Work("topics", get("/admin/themenliste/")),
    ]


class Asked(NamedTuple):
    """One answer and what it cost, in seconds."""

    seconds: float
    cpu: float
    queries: int
    answer: object


def _timed(work, rounds):
    _once(work)  # templates are read, words of the language too
    return [_once(work) for _ in range(rounds)]


def _once(work):
    with transaction.atomic():
        asked = work.do() if work.undo else cost_of(work.do)
        if work.undo:
            transaction.set_rollback(True)
    if asked.answer.status_code not in (200, 302):
        raise SystemExit(f"{work.name} has answered {asked.answer.status_code}.")
    return asked


def cost_of(do):
    """Ask once: the answer, its seconds by the clock and of the processors, its queries."""
    queries = []

    def count(execute, *query):
        queries.append(query[0])
        return execute(*query)

    cpu, began = _processor_seconds(), time.perf_counter()
    with connection.execute_wrapper(count):
        answer = do()
    seconds = time.perf_counter() - began
    return Asked(seconds, _processor_seconds() - cpu, len(queries), answer)


def _processor_seconds():
    """Of this process, and of the one that answers our connection."""
    backend = connection.connection.info.backend_pid
    stat = Path(f"/proc/{backend}/stat").read_text()
    return time.process_time() + processes.parse_stat(stat).seconds


def _save(client, author):
    """A draft with everything a report has, saved with another headline."""
    draft = _draft(author)
    data = _form(draft) | {"headline": "Eine andere Überschrift"}
    return cost_of(lambda: client.post(f"{LIST}{draft.pk}/change/", data))


def _release(client, author):
    draft = _draft(author)
    workflow.submit(draft, by=author)
    data = _form(draft) | {"_act": "release"}
    answered = cost_of(lambda: client.post(f"{LIST}{draft.pk}/change/", data))
    draft.refresh_from_db()
    if not Article.objects.published(now()).contains(draft):
        raise SystemExit("The release was refused; nothing to measure.")
    return answered


def _draft(author):
    """A new draft that says what a rich report of the archive says."""
    source = Article.objects.published(now()).order_by("-publish_at").first()
    content = {
        name: getattr(source, name) for name in ("kicker", "headline", "lead", "body", "section")
    }
    for name in ("municipalities", "people", "tags"):
        content[name] = list(getattr(source, name).all())
    draft = Article()
    workflow.save(draft, content, by=author)
    return draft


def _form(draft):
    """What a browser sends from the form of a draft."""
    files = {f"source_material-{k}": 0 for k in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return typed(ArticleForm(instance=draft)) | files


def _user(name, role):
    return User.objects.get_or_create(username=name, defaults={"role": role})[0]
