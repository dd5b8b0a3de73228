"""The duty to have a second factor: without one the desk stays shut."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class SecondFactorDutyMiddleware:
    """Lead whoever works at the desk and has no second factor to the page that sets one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MFA_REQUIRED and request.path.startswith("/admin/") and _lacks_one(request):
            messages.warning(request, _("The desk opens once you have set up a second factor."))
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_one(request):
    user = request.user
    return user.is_authenticated and user.is_staff and not is_mfa_enabled(user)
