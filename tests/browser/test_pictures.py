"""Pictures on the desk in a real browser: dropped, pasted, and cut by a click."""

import base64

import pytest

from articles.models import Picture
from articles.roles import Role
from tests.makers import make_article, make_picture, make_user
from tests.press_pictures import iptc, press_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UPLOAD = "/admin/articles/picture/hochladen/"
#: Lets go of files over the page, or pastes them, as a browser would.
SEND = """([kind, files]) => {
  const transfer = new DataTransfer()
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  }
  const event = kind === "drop"
    ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true })
  document.querySelector(".drop").dispatchEvent(event)
}"""


@pytest.fixture
def desk(page, log_in):
    log_in(page, make_user(Role.AUTHOR))
    return page


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_several_pictures_come_in_at_once_each_with_its_own_outcome(desk, kind):
    files = [("rathaus.jpg", press_picture()), ("plan.jpg", b"%PDF"), ("amt.jpg", iptc("Amt"))]
    sent = [(name, base64.b64encode(content).decode()) for name, content in files]
    desk.goto(UPLOAD)

    desk.evaluate(SEND, [kind, sent])
    desk.locator(".uploaded img").nth(1).wait_for()
    desk.locator(".uploaded .failed").wait_for()

    assert desk.locator(".uploaded li").count() == 3
    found = Picture.objects.order_by("title").values_list("title", "caption")
    assert list(found) == [("amt", "Amt"), ("rathaus", "")]


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_let_go_of_over_a_report_comes_into_its_field(desk, kind):
    report = make_article()
    files = [("rathaus.jpg", press_picture()), ("plan.jpg", b"%PDF")]
    sent = [(name, base64.b64encode(content).decode()) for name, content in files]
    desk.goto(f"/admin/articles/article/{report.pk}/change/")

    desk.evaluate(SEND.replace(".drop", "#id_headline"), [kind, sent])
    desk.locator("#drop-picture", has_text="plan.jpg").wait_for()
    desk.locator("input[name=_continue]").click()
    desk.locator(".success").wait_for()

    report.refresh_from_db()
    assert (report.picture.title, report.second_picture) == ("rathaus", None)


def test_a_click_sets_the_focal_point_and_arrow_keys_move_it(desk):
    picture = make_picture()
    desk.goto(f"/admin/articles/picture/{picture.pk}/change/")
    image = desk.locator(".focal .where img")
    box = image.bounding_box()

    image.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    desk.locator(".focal button").press("ArrowRight")
    desk.locator("input[name=_continue]").click()
    desk.locator(".success").wait_for()

    picture.refresh_from_db()
    assert abs(picture.focus_x - 0.27) < 0.03
    assert abs(picture.focus_y - 0.75) < 0.03
