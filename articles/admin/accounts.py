"""Accounts of the desk; made by a technician."""

from allauth.account.admin import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from taggit.admin import Tag as TagOfTaggit

from articles.models import User

# Doors that lead nowhere here: roles stand for groups, our tags for taggit's, and an
# account has one address of mail. Importing their admins registers what is taken away.
admin.site.unregister([Group, TagOfTaggit, EmailAddress])


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    """A role instead of groups and single permissions."""

    list_display = ["username", "first_name", "last_name", "initials", "role", "is_active"]
    list_filter = ["role", "is_active"]
    filter_horizontal = []
    search_fields = ["username", "first_name", "last_name", "initials"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "initials"]}),
        (_("Desk"), {"fields": ["role", "is_active"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "usable_password", "password1", "password2", "role"],
            },
        )
    ]

    def has_delete_permission(self, request, obj=None):
        """Accounts are closed and anonymised, never deleted: the trail refers to them."""
        return False
