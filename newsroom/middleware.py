"""What every request passes on its way in and out."""

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
