"""Releasing without a second reader: the rota, breaking news, and the list to read afterwards."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import second_reading, workflow
from articles.admin import acts
from articles.fields.instants import InstantField
from articles.models import Article, Rereading, Section, SoloDuty, User
from articles.moments import now
from articles.roles import Role
from articles.standing import when
from articles.statuses import Act

_TEXT = AdminTextInputWidget(attrs={"class": "vTextField"})


# --- Breaking news -----------------------------------------------------------------------------


class UrgentForm(forms.Form):
    """Kicker, headline, two sentences: as much as is known in the first two minutes."""

    kicker = forms.CharField(label=gettext_lazy("kicker"), max_length=60, widget=_TEXT)
    headline = forms.CharField(label=gettext_lazy("headline"), max_length=150, widget=_TEXT)
    lead = forms.CharField(
        label=gettext_lazy("What has happened?"),
        help_text=gettext_lazy("One sentence; it becomes the lead."),
        max_length=400,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=gettext_lazy("What else is known, and from whom?"),
        help_text=gettext_lazy("One sentence; it becomes the text."),
        max_length=600,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )
    section = forms.ModelChoiceField(
        label=gettext_lazy("section"), queryset=Section.objects.all(), empty_label=None
    )

    def content(self):
        """As ``workflow.save`` takes it."""
        text = escape(self.cleaned_data["body"].strip())
        return self.cleaned_data | {"body": f"<p>{text}</p>"}


class UpdateForm(forms.Form):
    """What has become known since."""

    text = forms.CharField(
        label=gettext_lazy("What is new?"),
        help_text=gettext_lazy("Stands at the end of the text, with the hour before it."),
        max_length=600,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def urgent(request):
    """The short form; what it sends is online at once and on the list to be read."""
    _refuse_who_may_not(request)
    busiest = Section.objects.annotate(reports=Count("articles")).order_by("-reports", "pk").first()
    form = UrgentForm(request.POST or None, initial={"section": busiest})
    if request.method == "POST" and form.is_valid():
        try:
            article = workflow.release_urgent(form.content(), by=request.user)
        except ValidationError as error:
            form.add_error(None, acts.reasons(error))
        else:
            return _is_online(request, article)
    return _page(request, "admin/urgent.html", _("Breaking news"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request, pk):
    """“Update, 11:42 Uhr” for breaking news."""
    _refuse_who_may_not(request)
    article = get_object_or_404(Article, pk=pk)
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.release_update(article, form.cleaned_data["text"], by=request.user)
        except ValidationError as error:
            form.add_error(None, acts.reasons(error))
        else:
            return _is_online(request, article)
    title = _("Update to “%(headline)s”") % {"headline": article}
    return _page(request, "admin/urgent.html", title, form=form, article=article)


def _is_online(request, article):
    message = _("“%(headline)s” is online and on the list to be read by somebody else.")
    messages.success(request, message % {"headline": article})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _refuse_who_may_not(request):
    if not workflow.may(request.user, Act.ALONE):
        raise PermissionDenied


# --- To be read afterwards -----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def rereadings(request):
    """What went out without a second reader, to read here and tick off; what was read lately."""
    if not request.user.has_perm("articles.view_rereading"):
        raise PermissionDenied
    if request.method == "POST":
        _tick_off(request)
        return HttpResponseRedirect(request.get_full_path())
    unread = [_row(row, request.user) for row in second_reading.to_be_read()[:100]]
    lately = Rereading.objects.filter(read_at__isnull=False).select_related("article")
    return _page(
        request,
        "admin/rereadings.html",
        _("To be read afterwards"),
        unread=unread,
        lately=lately.order_by("-read_at")[:20],
        duties=SoloDuty.objects.filter(ends_at__gt=now()).select_related("person")[:20],
    )


def _row(row, user):
    row.is_own = row.released_by_number == user.pk
    row.went_out = when(row.released_at, now())
    if row.revision:
        content = row.revision.content
        row.kicker, row.headline, row.lead = (content[n] for n in ("kicker", "headline", "lead"))
        text = strip_tags(content["body"].replace("</p>", "</p>\n"))
    else:
        row.kicker, row.headline = row.correction.get_kind_display(), str(row.article)
        text = row.correction.text
    row.paragraphs = [line for line in text.split("\n") if line.strip()]
    return row


def _tick_off(request):
    number = request.POST.get("rereading", "")
    row = get_object_or_404(Rereading, pk=number if number.isdecimal() else 0)
    try:
        workflow.tick_off(row, request.POST.get("hash", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(acts.reasons(error)))
    else:
        messages.success(request, _("“%(headline)s” is ticked off.") % {"headline": row.article})


def _page(request, template, title, **context):
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, template, context)


# --- The rota ------------------------------------------------------------------------------------


class DutyForm(forms.ModelForm):
    """A person and a span that lies ahead."""

    begins_at = InstantField(label=gettext_lazy("from"))
    ends_at = InstantField(label=gettext_lazy("until"))
    by = None

    class Meta:
        model = SoloDuty
        fields = ["person", "begins_at", "ends_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            able = User.objects.filter(role__in=[Role.EDITOR, Role.CHIEF], is_active=True)
            self.fields["person"].queryset = able

    def clean(self):
        """Set beforehand, for somebody who may release."""
        cleaned = super().clean()
        self.instance.set_at = now()
        if cleaned.get("person") and cleaned.get("begins_at"):
            workflow.check_duty(cleaned["person"], cleaned["begins_at"], by=self.by, now=now())
        return cleaned


@admin.register(SoloDuty)
class SoloDutyAdmin(admin.ModelAdmin):
    """The rota: who releases alone, and when; set by the chief beforehand."""

    form = DutyForm
    list_display = ["person", "beginning", "end", "set_by_mark"]
    list_select_related = ["person"]

    class Media:
        css = {"all": ["articles/admin/desk.css"]}
        js = ["articles/admin/desk.js"]

    @admin.display(description=gettext_lazy("from"), ordering="begins_at")
    def beginning(self, duty):
        return when(duty.begins_at, now())

    @admin.display(description=gettext_lazy("until"), ordering="ends_at")
    def end(self, duty):
        return when(duty.ends_at, now())

    def get_form(self, request, obj=None, **kwargs):
        """Let the form know who sets it."""
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, duty, form, change):
        """By the act, which asks again."""
        stored = workflow.set_duty(duty.person, duty.begins_at, duty.ends_at, by=request.user)
        duty.pk = stored.pk

    def has_change_permission(self, request, obj=None):
        """A duty is set or deleted, never rewritten."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Only one that has not begun: what was done under it must stay explained."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.begins_at > now())

    def get_actions(self, request):
        """None in bulk, which would ask for no single duty."""
        return {}
