"""A signed link shows one revision to somebody outside, for a span, and tells nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import Signer
from django.urls import reverse

from articles import workflow
from articles.roles import Role
from tests.makers import (
    NOON,
    make_adopted,
    make_article,
    make_picture,
    make_released,
    make_user,
    reference,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def shared(article, until=NOON + DAY, by=None):
    """A link to the working copy as it is now."""
    revision = article.revisions.first()
    by = by or make_user()
    return workflow.share(revision, recipient="Frau Amt", until=until, by=by, now=NOON)


def url_of(link):
    return reverse("articles:preview", args=[workflow.token_of(link)])


@pytest.fixture
def get(client):
    """A request an hour after noon, or at another moment."""

    def _get(path, at=NOON + HOUR, method="get"):
        with time_machine.travel(at, tick=False):
            return getattr(client, method)(path)

    return _get


def test_a_link_shows_a_draft_to_somebody_without_an_account(get):
    link = shared(make_article(headline="Noch geheim"))

    response = get(url_of(link))

    assert response.status_code == 200
    assert "Noch geheim" in response.content.decode()
    assert "Frau Amt" in response.content.decode()


def test_a_link_shows_its_revision_whatever_is_written_later(get):
    article = make_article(headline="Erste Fassung")
    link = shared(article)
    workflow.save(article, {"headline": "Zweite Fassung"}, by=make_user(), now=NOON)

    html = get(url_of(link)).content.decode()

    assert "Erste Fassung" in html
    assert "Zweite Fassung" not in html


@pytest.mark.parametrize(("at", "is_told"), [(NOON + HOUR, False), (NOON + 2 * HOUR, True)])
def test_a_preview_tells_of_another_report_only_what_readers_see(get, at, is_told):
    hidden = make_released(at=NOON + 2 * HOUR, headline="Kommt noch")
    link = shared(make_article(body=f"<p>Es kommt ({reference(hidden.pk)}).</p>"))

    html = get(url_of(link), at=at).content.decode()

    assert [text in html for text in ("Kommt noch", hidden.slug)] == [is_told] * 2
    assert "wir berichteten" in html


@pytest.mark.parametrize(
    ("at", "status"), [(NOON + DAY - SECOND, 200), (NOON + DAY, 404), (NOON + 9 * DAY, 404)]
)
def test_a_link_ends_by_the_clock(get, at, status):
    link = shared(make_article())

    assert get(url_of(link), at=at).status_code == status


def test_a_withdrawn_link_opens_nothing(get):
    link = shared(make_article())

    workflow.withdraw_link(link, by=make_user(), now=NOON)

    assert get(url_of(link)).status_code == 404


def test_a_link_is_bound_to_its_revision_and_its_salt(get):
    link, other = shared(make_article()), shared(make_article())
    text = f"{link.pk}-{other.revision_id}"
    forged = [
        Signer(salt="articles.preview").sign(text),
        Signer().sign(f"{link.pk}-{link.revision_id}"),
        workflow.token_of(link)[:-1] + "x",
        f"{link.pk}-{link.revision_id}",
        "",
    ]

    answers = [get(f"/vorschau/{token}/").status_code for token in forged]

    assert answers == [404] * 5


def test_a_preview_is_kept_and_indexed_by_nobody(get):
    link = shared(make_article())

    response = get(url_of(link))

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert 'rel="canonical"' not in response.content.decode()
    assert "og:title" not in response.content.decode()


def test_each_opening_is_noted_and_nothing_about_whom(get):
    link = shared(make_article())

    get(url_of(link))
    get(url_of(link), method="head")
    get(url_of(link), at=NOON + 2 * HOUR)

    assert [visit.at for visit in link.visits.all()] == [NOON + 2 * HOUR, NOON + HOUR]


def test_the_picture_of_a_draft_comes_by_its_link_alone(get):
    link, other = shared(make_article(picture=make_picture())), shared(make_article())
    html = get(url_of(link)).content.decode()

    src = re.search(r'<img[^>]* src="([^"]+)"', html)[1]

    assert src.startswith(url_of(link))
    assert "/medien/" not in html
    assert get(src).status_code == 200
    assert get(src)["Cache-Control"] == "no-store"
    assert get(src.replace(url_of(link), "/medien/")).status_code == 404
    assert get(src.replace(url_of(link), url_of(other))).status_code == 404


def test_a_preview_is_dated_to_the_day_of_the_report(get):
    article = make_released(at=NOON + 20 * DAY, now=NOON)
    link = shared(article)

    html = get(url_of(link)).content.decode()

    assert f"[{article.publish_at:%d.%m.%Y}]" in html


@pytest.mark.parametrize("until", [NOON, NOON - SECOND, NOON + 31 * DAY])
def test_a_link_lasts_some_days_and_not_for_ever(until):
    with pytest.raises(ValidationError, match="30 Tage"):
        shared(make_article(), until=until)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TECHNICIAN])
def test_authors_give_no_links_away(role):
    with pytest.raises(PermissionDenied):
        shared(make_article(), by=make_user(role))


# --- The desk's own preview ----------------------------------------------------------------


def frame_of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def page_in_frame(article, revision):
    url = reverse("admin:articles_article_preview_page", args=[article.pk])
    return f"{url}?fassung={revision.pk}"


@pytest.mark.parametrize("width", ["390", "820", "1440"])
def test_the_desk_sees_a_revision_in_the_width_of_a_device(client, width):
    article = make_article()
    client.force_login(make_user(Role.AUTHOR))

    response = client.get(frame_of(article), {"breite": width})

    assert f'class="width-{width}"' in response.content.decode()
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_only_our_own_frame_holds_the_page(client):
    article = make_article(headline="Im Rahmen")
    client.force_login(make_user(Role.AUTHOR))

    response = client.get(page_in_frame(article, article.revisions.get()))

    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"].startswith("no-store")
    assert "Im Rahmen" in response.content.decode()


def test_a_revision_of_another_report_is_not_found(client):
    one, other = make_article(), make_article()
    client.force_login(make_user())

    assert client.get(page_in_frame(one, other.revisions.get())).status_code == 404
    path = f"{frame_of(one)}?fassung={other.revisions.get().pk}"
    assert client.get(path).status_code == 404


def test_an_editor_makes_a_link_and_takes_it_back(client, get):
    article = make_article()
    client.force_login(make_user())
    client.post(frame_of(article), {"do": "share", "recipient": "Frau Amt", "days": 3})
    [row] = client.get(frame_of(article)).context["links"]
    path = url_of(row["link"])
    assert row["url"].endswith(path)
    assert client.get(path).status_code == 200

    client.post(frame_of(article), {"do": "withdraw", "link": row["link"].pk})

    assert client.get(path).status_code == 404


def test_a_link_of_another_report_is_not_taken_back(client):
    mine, other = make_article(), make_article()
    link = shared(other)
    client.force_login(make_user())

    answer = client.post(frame_of(mine), {"do": "withdraw", "link": link.pk})

    assert answer.status_code == 404


def test_a_pending_change_is_previewed_beside_the_live_copy(client):
    article = make_adopted(headline="Online")
    workflow.save(article, {"headline": "Bald"}, by=make_user())
    client.force_login(make_user())

    revision = client.get(frame_of(article)).context["revision"]

    assert revision.content["headline"] == "Bald"
