"""Two at once: a reference is bound while its target is taken offline by somebody else."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from articles import integrity, workflow
from articles.models import Article
from articles.read_model import body_html, report
from articles.roles import Role
from tests.makers import NOON, make_adopted, make_submitted, make_user, reference

SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each of ``acts`` on a connection of its own; the errors they ended in."""
    errors, barrier = [], Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=60)
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return errors


@pytest.mark.parametrize("first", ["bind", "withdraw", "nobody"])
def test_binding_while_the_target_is_withdrawn_ends_in_one_of_the_two_orders(first):
    target, author = make_adopted(at=NOON - SECOND), make_user(Role.CHIEF)
    source = make_submitted(by=author, body=f"<p>Text ({reference()}).</p>")
    body, editor = f"<p>Text ({reference(target.pk)}).</p>", make_user(Role.CHIEF)

    def bind():
        with transaction.atomic():
            workflow.save(Article.objects.get(pk=source.pk), {"body": body}, by=editor, now=NOON)
            held("bind")
        workflow.release(Article.objects.get(pk=source.pk), by=editor, now=NOON)

    def withdraw():
        with transaction.atomic():
            workflow.withdraw(Article.objects.get(pk=target.pk), by=author, now=NOON)
            held("withdraw")

    def held(name):
        """Who is first keeps the locks while the other tries."""
        if name == first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")

    errors = at_once(bind, withdraw)

    shown = report(source.pk, NOON + SECOND)
    assert errors == []
    assert "<a" not in body_html(shown)
    assert "wir berichteten" in body_html(shown)
    assert report(target.pk, NOON + SECOND) is None
    assert list(integrity.references(NOON + SECOND)) == []


def test_two_reports_may_bind_one_another_at_once():
    one, two = make_adopted(at=NOON - SECOND), make_adopted(at=NOON - SECOND)
    author, editor = make_user(Role.CHIEF), make_user(Role.CHIEF)

    def bind(source, target):
        body = f"<p>Text ({reference(target.pk)}).</p>"
        workflow.save(source, {"body": body}, by=author, now=NOON)
        workflow.submit(source, by=author, now=NOON)
        workflow.release(source, by=editor, now=NOON)

    errors = at_once(lambda: bind(one, two), lambda: bind(two, one))

    assert errors == []
    pages = [report(article.pk, NOON + SECOND) for article in (one, two)]
    assert [[teaser.pk for teaser in page.earlier] for page in pages] == [[two.pk], [one.pk]]
