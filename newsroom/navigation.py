"""The admin as one room: its pages in the order of a day's work."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.text import slugify

#: What stands in the navigation: models by name, and own pages as (route, label, permission).
GROUPS = [
    (
        _("Today"),
        [
            "Article",
            ("topics", _("Topics"), "articles.view_article"),
            ("planner", _("Planning"), "articles.view_article"),
            ("front_page", _("Front page of the site"), "articles.place_article"),
            ("urgent", _("Breaking news"), "articles.alone_article"),
            ("reminders", _("Reminders"), "articles.view_reminder"),
            ("complaints", _("Readers' hints"), "articles.view_complaint"),
            ("rereadings", _("To be read afterwards"), "articles.view_rereading"),
            ("reference_overview", _("References"), "articles.view_article"),
        ],
    ),
    (
        _("Material"),
        [
            "Picture",
            "Attachment",
            "Tag",
            ("double_tags", _("Double tags"), "articles.delete_tag"),
            "Person",
        ],
    ),
    (
        _("Registers"),
        [
            "Municipality",
            "Association",
            "District",
            "FederalState",
            "Institution",
            "Ministry",
            "Award",
            "AwardEdition",
            ("unclear_names", _("Undecided names"), "articles.change_article"),
            ("differences", _("Ours and official values"), "articles.change_municipality"),
        ],
    ),
    (
        _("House"),
        [
            "Section",
            ("absences", _("Deputies"), "articles.change_article"),
            "SoloDuty",
            "User",
            "Effect",
            "FormerAddress",
        ],
    ),
]


class DeskSite(AdminSite):
    """Groups by what the desk does instead of by app; what no group names stands at the end."""

    site_header = site_title = _("wir berichteten")
    index_title = _("The desk")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups_of_role = {}

    def get_app_list(self, request, app_label=None):
        """The navigation, made once for each role; the page of one app stays as Django makes it."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        user = request.user
        role = user.is_active, user.is_superuser, getattr(user, "role", "")
        if role not in self.groups_of_role:
            self.groups_of_role[role] = self._groups(request)
        return self.groups_of_role[role]

    def _groups(self, request):
        apps = super().get_app_list(request)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [
            (label, [entry for wanted in names if (entry := _entry(wanted, models, request.user))])
            for label, names in GROUPS
        ]
        groups.append((_("More"), list(models.values())))
        return [_group(label, entries) for label, entries in groups if entries]


def _entry(wanted, models, user):
    if isinstance(wanted, str):
        return models.pop(wanted, None)
    route, label, permission = wanted
    if not user.has_perm(permission):
        return None
    return {"name": label, "object_name": route, "admin_url": reverse(route), "view_only": True}


def _group(label, entries):
    return {
        "name": label,
        "app_label": "articles",
        "app_url": f"{reverse('admin:index')}#{slugify(str(label))}",
        "has_module_perms": True,
        "models": entries,
    }
