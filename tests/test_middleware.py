"""The policy that every answer carries, and what may differ from it."""

import pytest
from csp.decorators import csp_update
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpResponse

from newsroom.middleware import PolicyMiddleware

HEADER = "Content-Security-Policy"


def directives(answer):
    return set(answer[HEADER].split("; "))


def plain(request):
    return HttpResponse()


def with_a_nonce(request):
    return HttpResponse(str(request.csp_nonce))


@csp_update({"img-src": ["https://bilder.example"]})
def with_a_rule(request):
    return HttpResponse()


@pytest.mark.parametrize("view", [plain, with_a_rule])
def test_the_policy_is_that_of_the_settings_and_of_the_view(view, rf):
    answer = PolicyMiddleware(view)(rf.get("/"))

    assert directives(answer) == directives(CSPMiddleware(view)(rf.get("/")))
    assert ("https://bilder.example" in answer[HEADER]) is (view is with_a_rule)


def test_a_nonce_stands_in_the_policy_of_its_own_page_alone(rf):
    answer, next_one = (PolicyMiddleware(view)(rf.get("/")) for view in (with_a_nonce, plain))

    assert f"'nonce-{answer.text}'" in answer[HEADER]
    assert "nonce" not in next_one[HEADER]


def test_nobody_gets_a_nonce_that_the_policy_does_not_name(rf):
    request = rf.get("/")

    PolicyMiddleware(plain)(request)

    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)


def test_a_stricter_policy_of_a_view_stays(rf):
    def view(request):
        return HttpResponse(headers={HEADER: "default-src 'none'"})

    assert PolicyMiddleware(view)(rf.get("/"))[HEADER] == "default-src 'none'"
