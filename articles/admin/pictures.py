"""Pictures on the desk: taken in several at once, described, cut, blocked, and where they are."""

from pathlib import PurePath

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import effects
from articles.models import Article, Picture
from articles.moments import berlin_day, now
from articles.picture_sizes import Size, focus_of, stem_of, widths
from articles.renditions import remove_all
from articles.uploads import clean_upload


class PictureForm(forms.ModelForm):
    """A picture as uploaded becomes a clean file, or a plain sentence at the field."""

    class Meta:
        model = Picture
        fields = [
            "file",
            "title",
            "alternative_text",
            "is_decorative",
            "caption",
            "credit",
            "is_ai_generated",
            "licence",
            "licence_ends_on",
            "focus_x",
            "focus_y",
        ]
        widgets = {
            "alternative_text": forms.Textarea({"rows": 2}),
            "caption": forms.Textarea({"rows": 3}),
            "focus_x": forms.NumberInput({"step": "0.01", "min": 0, "max": 1}),
            "focus_y": forms.NumberInput({"step": "0.01", "min": 0, "max": 1}),
        }

    says, same = None, None

    def clean_file(self):
        """Check and re-encode a new file; leave the one there is."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        upload = clean_upload(file, file.size)
        self.says, self.instance.digest = upload.says, upload.digest
        self.same = same_as(upload.digest).exclude(pk=self.instance.pk).first()
        return upload.file

    def clean(self):
        """What the file says of itself fills what was left empty; the rest must be said."""
        cleaned = super().clean()
        if self.says:
            cleaned["caption"] = cleaned.get("caption") or self.says.caption[:400]
            cleaned["credit"] = cleaned.get("credit") or self.says.source
            cleaned["is_ai_generated"] |= self.says.is_ai_generated
        if not cleaned.get("credit"):
            self.add_error("credit", _("Please say whose picture it is."))
        if not cleaned.get("alternative_text") and not cleaned.get("is_decorative"):
            message = _("Please say what is to be seen, or mark the picture as decorative.")
            self.add_error("alternative_text", message)
        return cleaned


class IsShowable(admin.SimpleListFilter):
    """Pictures that lack something, or whose licence ends."""

    title = gettext_lazy("state")
    parameter_name = "zustand"

    def lookups(self, request, model_admin):
        """The questions the desk asks."""
        return [
            ("unvollstaendig", gettext("incomplete")),
            ("endet", gettext("licence ends within 30 days")),
            ("geendet", gettext("licence has ended")),
        ]

    def queryset(self, request, queryset):
        """Those for which the answer is yes."""
        match self.value():
            case "unvollstaendig":
                return queryset.incomplete()
            case "endet":
                return queryset.ending_within(30, berlin_day(now()))
            case "geendet":
                return queryset.filter(licence_ends_on__lt=berlin_day(now()))
        return queryset


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """Pictures, found by title, caption and credit."""

    form = PictureForm
    list_display = ["thumbnail", "title", "credit", "licence", "licence_ends_on", "is_blocked"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [IsShowable, "licence", "is_ai_generated", "is_blocked"]
    list_per_page = 30
    search_fields = ["title", "caption", "credit", "alternative_text"]
    readonly_fields = ["preview", "used_in"]
    actions = ["block_everywhere"]
    fieldsets = [
        (None, {"fields": ["preview", "file", "title"]}),
        (
            _("What is said of it"),
            {
                "fields": [
                    ("alternative_text", "is_decorative"),
                    "caption",
                    ("credit", "is_ai_generated"),
                ]
            },
        ),
        (_("What may be done with it"), {"fields": [("licence", "licence_ends_on"), "used_in"]}),
        (
            _("Focal point"),
            {
                "fields": [("focus_x", "focus_y")],
                "description": _("Set by a click into the picture above."),
            },
        ),
    ]

    class Media:
        css = {"all": ["articles/admin/pictures.css"]}
        js = ["articles/admin/pictures.js"]

    def get_urls(self):
        """The page for many at once, and the switch that blocks one."""
        view = self.admin_site.admin_view
        own = [
            path("hochladen/", view(self.upload), name="articles_picture_upload"),
            path(
                "<int:pk>/sperren/", view(require_POST(self.block)), name="articles_picture_block"
            ),
        ]
        return [*own, *super().get_urls()]

    # --- Taking in -------------------------------------------------------------------------

    def upload(self, request):
        """
        Takes each file by itself: one that is no good keeps no other from coming in.

        The page's script sends them one by one and gets the line on each as a fragment; that of
        a report's form gets JSON.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        outcomes = [self._taken_in(request, file) for file in request.FILES.getlist("files")]
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"outcomes": list(map(_as_json, outcomes))})
        context = self.admin_site.each_context(request) | {
            "title": gettext("Upload pictures"),
            "opts": self.opts,
            "media": self.media,
            "outcomes": outcomes,
        }
        is_part = "fragment" in request.headers.get("Accept", "")
        page = "_uploaded" if is_part else "upload"
        return TemplateResponse(request, f"admin/articles/picture/{page}.html", context)

    def _taken_in(self, request, file):
        try:
            upload = clean_upload(file, file.size)
        except ValidationError as error:
            return {"name": file.name, "error": error.messages[0]}
        if same := same_as(upload.digest).first():
            return {
                "name": file.name,
                "picture": same,
                "thumbnail": thumbnail_of(same),
                "is_there": True,
            }
        title = PurePath(file.name).stem.replace("_", " ").strip() or gettext("Picture")
        picture = Picture(
            title=title[:120],
            digest=upload.digest,
            caption=upload.says.caption[:400],
            credit=upload.says.source,
            is_ai_generated=upload.says.is_ai_generated,
        )
        try:
            picture.file.save(upload.file.name, upload.file, save=False)
        except OSError:
            return {"name": file.name, "error": gettext("There is no room left to store it.")}
        with transaction.atomic():
            picture.save()
            self.log_addition(request, picture, [{"added": {}}])
            effects.picture_came(picture, now())
        return {"name": file.name, "picture": picture, "thumbnail": thumbnail_of(picture)}

    def save_model(self, request, obj, form, change):
        """A new file takes the place of the old one, which goes with all that was made of it."""
        old = form.initial.get("file") if change and "file" in form.changed_data else None
        super().save_model(request, obj, form, change)
        effects.picture_came(obj, now())
        if form.same:
            self._tell_same(request, form.same)
        if old:
            transaction.on_commit(lambda: remove_all(old.name))

    def _tell_same(self, request, same):
        there = reverse("admin:articles_picture_change", args=[same.pk])
        link = format_html('<a href="{}">{}</a>', there, same.title)
        said = gettext("The same file has been uploaded before: {}.")
        self.message_user(request, format_html(said, link), messages.WARNING)

    def delete_model(self, request, obj):
        """The file goes when the row has gone."""
        name = obj.file.name
        super().delete_model(request, obj)
        transaction.on_commit(lambda: remove_all(name))

    def delete_queryset(self, request, queryset):
        """The same for several."""
        names = list(queryset.values_list("file", flat=True))
        super().delete_queryset(request, queryset)
        transaction.on_commit(lambda: [remove_all(name) for name in names])

    # --- Blocking --------------------------------------------------------------------------

    def block(self, request, pk):
        """Take a picture off every page at once, or let it back."""
        picture = get_object_or_404(Picture, pk=pk)
        if not self.has_change_permission(request, picture):
            raise PermissionDenied
        self._set_blocked(request, picture, not picture.is_blocked)
        back = reverse("admin:articles_picture_change", args=[pk])
        return HttpResponseRedirect(back)

    @admin.action(description=_("Block everywhere"), permissions=["change"])
    def block_everywhere(self, request, queryset):
        """The same for several."""
        for picture in queryset.filter(is_blocked=False):
            self._set_blocked(request, picture, True)

    def _set_blocked(self, request, picture, is_blocked):
        picture.is_blocked = is_blocked
        picture.save(update_fields=["is_blocked"])
        words = (
            gettext("“%(title)s” is blocked: no page shows it any more.")
            if is_blocked
            else gettext("“%(title)s” may be shown again.")
        ) % {"title": picture.title}
        self.log_change(request, picture, words)
        self.message_user(request, words, messages.SUCCESS)

    # --- Columns ---------------------------------------------------------------------------

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return thumbnail_of(picture)

    @admin.display(description=_("picture"))
    def preview(self, picture):
        """The whole picture, in which a click sets the focal point, and the cut that follows."""
        if not picture.pk:
            return "–"
        shown = Size(
            stem_of(picture.file.name),
            widths(picture.width, picture.height, is_cut=False)[-1],
            "jpg",
        )
        return format_html(
            '<span class="focal" data-hint="{}"><img src="{}" alt="" width="{}" height="{}">'
            "</span>",
            gettext("Focal point; arrow keys move it"),
            reverse("articles:media", args=[shown.name]),
            picture.width,
            picture.height,
        )

    @admin.display(description=_("used in"))
    def used_in(self, picture):
        """Reports with it, in either copy, and people who wear it."""
        rows = format_html_join(
            "", '<li><a href="{}">{}</a> <span class="quiet">{}</span></li>', _uses(picture)
        )
        return format_html("<ul>{}</ul>", rows) if rows else gettext("nowhere so far")


def _as_json(outcome):
    """What the form of a report has to know of a picture that was dropped on it."""
    if "error" in outcome:
        return {"error": outcome["error"]}
    picture = outcome["picture"]
    said = gettext("There already: “%s”.") if "is_there" in outcome else gettext("Taken in: “%s”.")
    is_incomplete = Picture.objects.incomplete().contains(picture)
    return {
        "id": picture.pk,
        "title": str(picture),
        "words": said % picture,
        "missing": gettext("Still missing: whose it is, and what is to be seen")
        if is_incomplete
        else "",
        "url": reverse("admin:articles_picture_change", args=[picture.pk]),
    }


def same_as(digest):
    """The pictures that the very same file became, the first one first."""
    return Picture.objects.filter(digest=digest).order_by("pk")


def thumbnail_of(picture):
    """A small cut of it, as the page's readers would get it."""
    focus = focus_of(picture.focus_x, picture.focus_y)
    smallest = widths(picture.width, picture.height, is_cut=True)[0]
    size = Size(stem_of(picture.file.name), smallest, "webp", focus)
    return format_html(
        '<img class="thumbnail" src="{}" alt="" loading="lazy">',
        reverse("articles:media", args=[size.name]),
    )


def _uses(picture):
    is_live = Q(picture=picture) | Q(second_picture=picture)
    waiting = {"pending_revision__content__picture__id": picture.pk}
    second = {"pending_revision__content__second_picture__id": picture.pk}
    is_pending = Q(pending_revision__isnull=False) & (Q(**waiting) | Q(**second))
    for report in Article.objects.filter(is_live | is_pending).order_by("-pk")[:50]:
        change = reverse("admin:articles_article_change", args=[report.pk])
        yield change, str(report), report.get_status_display()
    for person in picture.portrait_of.all():
        change = reverse("admin:articles_person_change", args=[person.pk])
        yield change, person.name, gettext("portrait")
