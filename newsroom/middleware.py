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
