"""How accounts come about: by a technician, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend


class ClosedAdapter(DefaultAccountAdapter):
    """The desk is a closed house."""

    def is_open_for_signup(self, request):
        """Nobody signs up; a technician makes the accounts."""
        return False


class SignInBackend(AuthenticationBackend):
    """Proves who somebody is; permissions are the role's alone, so no rows are asked for them."""

    def get_all_permissions(self, user_obj, obj=None):
        """None: ``articles.roles`` answers."""
        return set()

    def has_perm(self, user_obj, perm, obj=None):
        """Never; see there."""
        return False

    def has_module_perms(self, user_obj, app_label):
        """Never; see there."""
        return False
