"""Forms of the desk: the content of a report, and what an act asks for."""

import hashlib
from contextlib import contextmanager

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from articles import linking
from articles.fields.instants import InstantField
from articles.models import Article, Initials, Tag
from articles.moments import berlin_day, now
from articles.obstacles import SOFT_LIMITS
from articles.revisions import CONTENT, ONES, SEVERALS, SWITCHES, TEXTS, working_copy
from articles.statuses import Status
from articles.text import normalised, references_in
from articles.vocabulary import ReleaseKind
from articles.widgets import BodyWidget, TagSelect
from articles.workflow import PREPARATION, refuse_shortening


class TagsField(forms.ModelMultipleChoiceField):
    """Tags by name; a name nobody used yet makes a new one. Names may hold commas."""

    widget = TagSelect

    def __init__(self, **kwargs):
        super().__init__(Tag.objects.all(), to_field_name="name", **kwargs)

    def clean(self, value):
        """Make what is new, then find all of them."""
        names = [" ".join(normalised(str(name)).split()) for name in value or []]
        names = list(dict.fromkeys(name for name in names if name))
        if any(len(name) > 100 for name in names):
            raise ValidationError(_("A tag has at most 100 characters."))
        wanted = [Upper(Value(name)) for name in names]
        tags = self.queryset.annotate(capitals=Upper("name")).filter(capitals__in=wanted)
        known = {}
        for tag in tags if names else ():
            known.setdefault(tag.name.lower(), tag)
        for name in names:
            if name.lower() not in known:
                known[name.lower()] = Tag.objects.create(name=name)
        return list(known.values())


class LinksField(forms.CharField):
    """The link block: a line a link, “label | https://…”."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80})

    def prepare_value(self, value):
        """Show a stored list as lines; leave what was typed."""
        if isinstance(value, list):
            return "\n".join(f"{link['label']} | {link['address']}" for link in value)
        return value

    def to_python(self, value):
        """Lines to ``[{"label", "address"}]``; an address alone is its own label."""
        lines = enumerate(normalised(value or "").split("\n"), 1)
        return [self._link(number, line) for number, line in lines if line.strip()]

    def _link(self, number, line):
        label, __, address = line.rpartition("|")
        address = address.strip()
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                _("Line %(number)d: please give an address that begins with https://."),
                params={"number": number},
            ) from None
        return {"label": label.strip() or address, "address": address}

    def has_changed(self, initial, data):
        """Compare with the stored list."""
        return super().has_changed(self.prepare_value(initial), data)


class ArticleForm(forms.ModelForm):
    """
    The working copy of a report: the pending revision where there is one.

    Nothing is required, so that a draft can always be saved; what can't be stored is
    an error at its field and keeps nothing else from being saved (``is_valid``).
    ``base`` carries the revision the writer began from, ``prepared`` fingerprints of
    what stood beside the content. ``by`` is who fills it in, ``restored`` what was typed earlier.
    """

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    prepared = forms.JSONField(required=False, widget=forms.HiddenInput)
    tags = TagsField(required=False, label=_("tags"))
    links = LinksField(
        required=False, label=_("links"), help_text=_("A line a link: label | address")
    )
    embargo_until = InstantField(required=False, label=_("embargo until"))

    class Meta:
        model = Article
        fields = [*CONTENT, *PREPARATION]
        widgets = {"body": BodyWidget}

    def __init__(self, data=None, *args, instance=None, by=None, restored=None, **kwargs):
        self.by = by
        data = restored if data is None else data
        with _relations_unread(instance):
            super().__init__(data, *args, instance=instance, **kwargs)
        self.initial["base"] = self.instance.working_revision_id or 0
        if self.instance.pk:
            self.initial.update(initial_of(working_copy(self.instance)))
        self.initial["prepared"] = {n: _fingerprint(self.initial.get(n)) for n in PREPARATION}
        for name, limit in SOFT_LIMITS.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-soft-limit"] = limit

    def is_valid(self):
        """Always, once it was sent: a draft is saved as far as it can be, see ``errors``."""
        return self.is_bound and self.errors is not None

    def clean_body(self):
        """Refuse at the field what the act would refuse: a target that isn't one."""
        body = self.cleaned_data["body"] or ""
        linking.check(references_in(body), self.instance.pk)
        return body

    def clean(self):
        """Compare the two kinds of embargo, and let initials name the authors."""
        cleaned = super().clean()
        self._name_authors(cleaned)
        if cleaned.get("embargo_is_open_ended") and cleaned.get("embargo_until"):
            self.add_error("embargo_until", _("An embargo without an hour can't have an hour."))
        if cleaned.get("embargo_until") and not cleaned.get("embargo_source"):
            self.add_error("embargo_source", _("Whose embargo is it?"))
        self._keep_embargo(cleaned)
        return cleaned

    def _get_validation_exclusions(self):
        """Without what the fields themselves have just looked up."""
        return super()._get_validation_exclusions() | set(ONES)

    def _keep_embargo(self, cleaned):
        """Say at the field what the act would refuse."""
        if not self.instance.pk or not self.by:
            return
        if self.instance.status == Status.RELEASED or "embargo_until" not in cleaned:
            return
        try:
            refuse_shortening(self.instance, cleaned, self.by, now())
        except ValidationError as error:
            self.add_error(None, error)

    def _name_authors(self, cleaned):
        """Initials alone name the authors: whose they are on the day of the report."""
        if not cleaned.get("initials") or cleaned.get("people"):
            return
        day = berlin_day(self.instance.publish_at or now())
        cleaned["people"] = Initials.objects.people(cleaned["initials"], day)

    def content(self):
        """The cleaned values that are content, as ``workflow.save`` takes them."""
        return {name: self.cleaned_data[name] for name in CONTENT if name in self.cleaned_data}

    def preparation(self):
        """The cleaned values for the desk only that the writer changed."""
        shown = self._shown()
        sent = [n for n in PREPARATION if n in self.cleaned_data and self._was_sent(n, shown)]
        return {
            name: self.cleaned_data[name]
            for name in sent
            if shown.get(name) != _fingerprint(self.cleaned_data[name])
        }

    def _was_sent(self, name, shown):
        widget = self.fields[name].widget
        omitted = widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
        return name in shown or not omitted

    def overwritten(self, article):
        """Names beside the content that others changed too since the form was shown."""
        shown = self._shown()
        there = {name: _fingerprint(_stored(article, name)) for name in shown}
        return [
            name
            for name, value in self.preparation().items()
            if name in there and there[name] not in (shown[name], _fingerprint(value))
        ]

    def _shown(self):
        """Fingerprints of what the form showed beside the content, when it was opened."""
        shown = self.cleaned_data.get("prepared")
        known = shown.items() if isinstance(shown, dict) else ()
        return {name: value for name, value in known if name in PREPARATION}


def typed(form):
    """What a browser would send for ``form`` as it is shown: names with lists of values."""
    values = {}
    for bound in form:
        value, widget = bound.value(), bound.field.widget
        if isinstance(widget, forms.MultiWidget):
            parts = value if isinstance(value, list) else widget.decompress(value)
            names = [bound.html_name + suffix for suffix in widget.widgets_names]
            values |= {name: [part or ""] for name, part in zip(names, parts, strict=True)}
        elif isinstance(value, (list, tuple, QuerySet)):
            values[bound.html_name] = [str(one) for one in value]
        elif not isinstance(widget, forms.CheckboxInput):
            values[bound.html_name] = ["" if value is None else str(value)]
        elif value:
            values[bound.html_name] = ["on"]
    return values


def initial_of(content):
    """A snapshot as the initial values of ``ArticleForm``."""
    values = {name: content[name] for name in (*TEXTS, "links")}
    values |= {name: content.get(name, False) for name in SWITCHES}
    values |= {name: content[name] and content[name]["id"] for name in ONES}
    values |= {name: [thing["id"] for thing in content[name]] for name in SEVERALS}
    values["tags"] = [thing["label"] for thing in content["tags"]]
    return values


def _stored(article, name):
    return article._meta.get_field(name).value_from_object(article)


def _fingerprint(value):
    """Equal for a value as stored, as shown and as sent back."""
    value = getattr(value, "pk", value)
    plain = normalised(str(value)).strip() if value not in (None, False) else ""
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


class ActForm(forms.Form):
    """What the buttons of a report may need: an hour, an end, words for colleagues and readers."""

    at = InstantField(required=False, label=_("online from"))
    until = InstantField(required=False, label=_("online until"))
    note = forms.CharField(
        required=False, label=_("note to the desk"), max_length=500, widget=AdminTextInputWidget
    )
    public_note = forms.CharField(
        required=False,
        label=_("note to readers when taken offline"),
        max_length=500,
        widget=AdminTextInputWidget,
    )
    kind = forms.ChoiceField(
        required=False,
        label=_("kind of change"),
        choices=ReleaseKind,
        widget=forms.RadioSelect,
    )
    correction = forms.CharField(
        required=False,
        label=_("what was wrong, for readers"),
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )

    def __init__(self, *args, article, **kwargs):
        initial = {"until": article.withdraw_at}
        if article.status == Status.RELEASED:
            initial["at"] = article.publish_at
        elif article.embargo_until and article.embargo_until > now():
            initial["at"] = article.embargo_until
        super().__init__(*args, initial=initial, prefix="act", **kwargs)


@contextmanager
def _relations_unread(article):
    """Keep Django from reading nine relations for initial values that the snapshot gives."""
    cache = article.__dict__.setdefault("_prefetched_objects_cache", {}) if article else {}
    names = [name for name in SEVERALS if name not in cache]
    cache.update({name: [] for name in names})
    try:
        yield
    finally:
        for name in names:
            del cache[name]
