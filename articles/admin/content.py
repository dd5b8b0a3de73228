"""What reports are made of: sections, tags, people, attachments; pages beside; old addresses."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.editor_media import NonceMedia
from articles.admin.upkeep import MergeableAdmin
from articles.models import (
    Attachment,
    FormerAddress,
    Initials,
    Person,
    Section,
    SitePage,
    Tag,
)
from articles.text import references_in, sort_key
from articles.upkeep.merging import redirect
from articles.widgets import BodyWidget


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    """The Rubriken, in the order of the site."""

    list_display = ["name", "slug", "position"]
    list_editable = ["position"]
    search_fields = ["name"]


@admin.register(Tag)
class TagAdmin(MergeableAdmin):
    """Tags, and the list the report's form offers."""

    list_display = ["name", "slug"]
    search_fields = ["name", "sort_key"]
    fields = ["name", "slug"]

    def save_model(self, request, obj, form, change):
        """A new address leaves a redirect at the old one."""
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            old = Tag(slug=form.initial["slug"])
            redirect(old.get_absolute_url(), obj.get_absolute_url())

    def get_urls(self):
        """Names for the tag field of a report."""
        view = self.admin_site.admin_view(self.names)
        return [path("namen/", view, name="articles_tag_names"), *super().get_urls()]

    def names(self, request):
        """Up to twenty tags that begin with, or hold, what was typed, as select2 wants them."""
        typed = sort_key(request.GET.get("term", ""))
        tags = (
            Tag.objects.filter(sort_key__startswith=typed)[:20] if typed else Tag.objects.all()[:20]
        )
        results = [{"id": tag.name, "text": tag.name} for tag in tags]
        return JsonResponse({"results": results, "pagination": {"more": False}})


class InitialsInline(admin.TabularInline):
    """The initials of a person through time."""

    model = Initials
    extra = 0


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """Authors, guests and agencies."""

    inlines = [InitialsInline]
    list_display = ["name", "function", "is_guest", "is_agency"]
    search_fields = ["name", "initials__initials"]
    autocomplete_fields = ["portrait", "user"]
    fields = ["name", "function", "is_guest", "is_agency", "portrait", "user"]


class AttachmentForm(forms.ModelForm):
    """Attachments are PDF files of up to 25 MB."""

    class Meta:
        model = Attachment
        fields = ["file", "title"]

    def clean_file(self):
        """Look at the first bytes, not at the name."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > 25 * 2**20:
            raise forms.ValidationError(_("The file is larger than 25 MB."))
        is_pdf = file.read(5) == b"%PDF-"
        file.seek(0)
        if not is_pdf:
            raise forms.ValidationError(_("Please attach a PDF file."))
        file.name = "attachment.pdf"
        return file


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    """PDF files that reports offer."""

    form = AttachmentForm
    list_display = ["title", "added_at"]
    search_fields = ["title"]


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    """Addresses of earlier systems."""

    list_display = ["path", "article", "destination"]
    list_select_related = ["article"]
    search_fields = ["path"]
    autocomplete_fields = ["article"]


class SitePageForm(forms.ModelForm):
    """The text in the editor of the reports; it refers to none."""

    class Meta:
        model = SitePage
        fields = ["title", "summary", "body"]
        widgets = {"body": BodyWidget}

    def clean_body(self):
        """A page that stays does not report."""
        body = self.cleaned_data["body"] or ""
        if references_in(body):
            raise ValidationError(_("This page can't refer to reports; please set a plain link."))
        return body


@admin.register(SitePage)
class SitePageAdmin(NonceMedia, SimpleHistoryAdmin):
    """One for each address; there are neither more nor fewer."""

    form = SitePageForm
    list_display = ["title", "get_absolute_url", "changed_at"]
    history_list_per_page = 20

    def has_add_permission(self, request):
        """Addresses are given by the site."""
        return False

    def has_delete_permission(self, request, obj=None):
        """An empty text takes a page offline."""
        return False
