"""
Who may do what on the desk: one table in code, asked by an authentication back end.

The rows are also printed in CONTRIBUTING.md; a test holds the two together.
Roles open doors, they never replace the rule of two people: that one is asked
in ``workflow`` of everybody, superusers included.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The four roles of a desk; a user has exactly one."""

    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    CHIEF = "chief", _("Chief editor")
    TECHNICIAN = "technician", _("Technician")


#: Who writes reports, and can be given one to write.
WRITERS = (Role.AUTHOR, Role.EDITOR, Role.CHIEF)
REGISTERS = (
    "federalstate", "district", "association", "municipality", "institution",
    "institutionname", "ministry", "succession", "award", "awardedition", "awardwin",
)  # fmt: skip
CONTENT = ("picture", "attachment", "tag", "sourcematerial")
HISTORIES = tuple(f"historical{name}" for name in REGISTERS)


def _all(acts: str, things: tuple[str, ...]) -> set[str]:
    return {f"articles.{act}_{thing}" for act in acts.split() for thing in things}


_AUTHOR = (
    _all("add change view", ("article", *CONTENT))
    | _all("view", (*REGISTERS, *HISTORIES, "person", "initials", "section", "crossreference"))
    | _all("submit embargo", ("article",))
    | _all("add change view", ("reminder",))
    | _all("view add", ("note",))
)
_EDITOR = (
    _AUTHOR
    | _all("return release reschedule withdraw alone open", ("article",))
    | _all("correct place noindex close", ("article",))
    | _all("view", ("complaint", "soloduty", "rereading"))
    | _all("add view", ("previewlink",))
    | _all("add change", (*REGISTERS, "person", "initials"))
    | _all("delete", ("tag", "sourcematerial"))
)
_CHIEF = (
    _EDITOR
    | _all("restore archive redact remove delete lift", ("article",))
    | _all("view", ("seal",))
    | _all("add delete", ("soloduty",))
    | _all("add change delete", ("section", "person", "initials"))
    | _all("delete", (*REGISTERS, *CONTENT))
    | _all("view", ("user", "effect", "historicalsitepage"))
    | _all("retry", ("effect",))
    | _all("change view", ("sitepage",))
    | _all("add change", ("absence",))
    | _all("take", ("workingcopy",))
)
_TECHNICIAN = (
    _all("add change view", (*REGISTERS, "user", "formeraddress"))
    | _all("view", ("article", *CONTENT, *HISTORIES, "person", "initials", "section", "effect"))
    | _all("retry", ("effect",))
)

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.AUTHOR: frozenset(_AUTHOR),
    Role.EDITOR: frozenset(_EDITOR),
    Role.CHIEF: frozenset(_CHIEF),
    Role.TECHNICIAN: frozenset(_TECHNICIAN),
}


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of a role as “articles.<act>_<thing>”; none for no role."""
    return PERMISSIONS.get(role, frozenset())


class RoleBackend:
    """An authentication back end that answers for permissions and authenticates nobody."""

    def authenticate(self, request, **credentials):
        """Leave proving who somebody is to the other back ends."""
        return

    def get_all_permissions(self, user, obj=None):
        """Every permission of the user's role, as a set of strings."""
        return permissions_of(user.role) if user.is_active and user.is_authenticated else set()

    def has_perm(self, user, permission, obj=None):
        """Whether the role holds the permission; the same for every object."""
        return permission in self.get_all_permissions(user)

    def has_module_perms(self, user, app_label):
        """Whether the role holds anything in the app."""
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user))
