"""How accounts come about: by a technician, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):
    """The desk is a closed house."""

    def is_open_for_signup(self, request):
        """Nobody signs up; a technician makes the accounts."""
        return False
