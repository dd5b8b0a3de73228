"""What every request passes on its way in and out."""

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpResponsePermanentRedirect

from articles.views.addresses import destination_of


class FormerAddressMiddleware:
    """Answer an address of an earlier system with one 301, after everything else said 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        destination = destination_of(request.get_full_path())
        return HttpResponsePermanentRedirect(destination) if destination else response


class PolicyMiddleware(CSPMiddleware):
    """
    The content security policy, put together once for all answers that have none of their own.

    A page with a nonce, or with a rule by one of csp's decorators, gets its own as ever.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.policy = build_policy()

    def process_response(self, request, response):
        """Set the header; from then on nobody gets a nonce that it does not name."""
        has_nonce = getattr(request, "_csp_nonce", None) is not None
        has_rule = any(name.startswith("_csp_") for name in vars(response))
        if has_nonce or has_rule or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)
        return response


class ForgetAtLogOutMiddleware:
    """
    Who logs out leaves no text in the browser.

    Forms keep what is typed in its storage; a shared computer must not show it to the
    next person. Works for every way out, with or without scripts.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.url_name in ("logout", "account_logout"):
            response["Clear-Site-Data"] = '"storage"'
        return response
