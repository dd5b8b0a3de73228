"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.roles import Role


class User(AbstractUser):
    """
    An account at the desk; its role opens doors (``roles.PERMISSIONS``).

    Accounts are anonymised, never deleted: the trail keeps initials and a
    plain number, so that nothing there dies with an account.
    """

    role = models.CharField(_("role"), max_length=12, choices=Role, blank=True)
    initials = models.CharField(
        _("desk initials"), max_length=12, blank=True, help_text=_("Shown in the trail.")
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, *args, **kwargs):
        """Whoever has a role works in the admin."""
        self.is_staff = self.is_staff or bool(self.role)
        super().save(*args, **kwargs)

    @property
    def mark(self):
        """What the trail calls this person: initials, else the user name."""
        return self.initials or self.username
