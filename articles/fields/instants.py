"""
A form field for moments, typed and shown in Berlin's time, that knows the two odd nights.

In the autumn hour that exists twice it asks which one is meant; in the spring gap it
names the next hour there is. A value that it rendered itself is never refused.
Beside the input stands what was typed in full words: “Do., 18.01.2029, 08:00 Uhr MEZ, in 3 Std.”
"""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.moments import BERLIN, EARLIEST, LATEST, now, zone_name

SUMMER, WINTER = "0", "1"


class InstantWidget(forms.MultiWidget):
    """A browser's date-and-time input, and which of two equal hours is meant."""

    def __init__(self, attrs=None):
        which = [("", _("clear")), (SUMMER, _("the first (MESZ)")), (WINTER, _("the second (MEZ)"))]
        widgets = {
            "": forms.DateTimeInput(attrs={"type": "datetime-local"}),
            "which": forms.Select(
                choices=which,
                attrs={
                    "class": "which-hour",
                    "aria-label": _("Which of the two hours, in the autumn night"),
                },
            ),
        }
        super().__init__(widgets, attrs)

    class Media:
        js = [forms.Script("articles/admin/instants.js", type="module")]

    def render(self, name, value, attrs=None, renderer=None):
        """The two inputs, and what they mean in full words, renewed while somebody types."""
        words = spoken(value, now()) if isinstance(value, datetime) else ""
        inputs = super().render(name, value, attrs, renderer)
        return format_html(
            '<span class="instant" data-url="{}">{}'
            '<output class="instant-words">{}</output></span>',
            reverse("instant_in_words"),
            inputs,
            words,
        )

    def id_for_label(self, id_):
        """The label belongs to the day and time."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value):
        """Show an instant as Berlin's wall clock; name the hour where it exists twice."""
        if value is None:
            return [None, ""]
        local = value.astimezone(BERLIN)
        return [wall_clock(local), str(local.fold) if exists_twice(local) else ""]


class InstantField(forms.MultiValueField):
    """
    An aware moment in UTC between 1990 and 2100, or None.

    The initial value is an aware moment; what the widget made of it comes back equal.
    """

    widget = InstantWidget
    default_error_messages = {
        "invalid": _("Please give day and time, for example 18.01.2029, 08:00."),
        "twice": _("This hour exists twice in that night: please choose the first or the second."),
        "gap": _("This time does not exist in that night; the next one is %(next)s."),
        "bounds": _("Moments lie between 1990 and 2100."),
    }

    def __init__(self, **kwargs):
        fields = [forms.CharField(), forms.CharField(required=False)]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values):
        """Turn wall clock and choice into the instant that is meant."""
        typed, which = [*values, "", ""][:2]
        if not typed:
            return None
        local = self._local(typed)
        if is_in_gap(local):
            moved = after_gap(local)
            params = {"next": f"{moved:%d.%m.%Y, %H:%M} {zone_name(moved)}"}
            params["value"] = wall_clock(moved)
            raise ValidationError(self.error_messages["gap"], code="gap", params=params)
        if exists_twice(local):
            if which not in (SUMMER, WINTER):
                raise ValidationError(self.error_messages["twice"], code="twice")
            local = local.replace(fold=int(which))
        instant = local.astimezone(UTC)
        if not EARLIEST <= instant < LATEST:
            raise ValidationError(self.error_messages["bounds"], code="bounds")
        return instant

    def _local(self, typed):
        for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M"):
            try:
                local = datetime.strptime(typed.strip(), form)  # noqa: DTZ007 -- wall clock
            except ValueError:
                continue
            if not EARLIEST.year <= local.year <= LATEST.year:
                raise ValidationError(self.error_messages["bounds"], code="bounds")
            return local.replace(tzinfo=BERLIN)
        raise ValidationError(self.error_messages["invalid"], code="invalid")


def exists_twice(local):
    """Whether Berlin's clocks show this wall time twice (the autumn night)."""
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()


def is_in_gap(local):
    """Whether Berlin's clocks never show this wall time (the spring night)."""
    return local.replace(fold=0).utcoffset() < local.replace(fold=1).utcoffset()


def after_gap(local):
    """The time that Berlin's clocks show when a time in the spring gap would be."""
    return local.astimezone(UTC).astimezone(BERLIN)


def spoken(moment, at):
    """A moment as the desk says it at ``at``: “Do., 18.01.2029, 08:00 Uhr MEZ, in 3 Std.”"""
    return f"{spoken_hour(moment)}, {distance(moment, at)}"


def spoken_hour(moment):
    """The same without the distance."""
    local = moment.astimezone(BERLIN)
    hour = gettext("%(hour)s %(zone)s") % {"hour": f"{local:%H:%M}", "zone": zone_name(local)}
    return f"{date_format(local, 'D')}., {local:%d.%m.%Y}, {hour}"


def distance(moment, at):
    """How far a moment is from ``at``, in one unit: “in 3 Std.”, “vor 2 Tagen”, “jetzt”."""
    minutes = round(abs(moment - at).total_seconds() / 60)
    if minutes == 0:
        return gettext("now")
    if minutes < 90:
        span = gettext("%(n)d min") % {"n": minutes}
    elif minutes < 36 * 60:
        span = gettext("%(n)d h") % {"n": round(minutes / 60)}
    elif (days := round(minutes / 60 / 24)) < 730:
        span = gettext("%(n)d days") % {"n": days}
    else:
        span = gettext("%(n)d years") % {"n": round(days / 365.25)}
    return (gettext("in %(span)s") if moment > at else gettext("%(span)s ago")) % {"span": span}


def wall_clock(local):
    """A time of Berlin as the browser's input takes it."""
    # Seconds only where there are some: a release “now” has them, an hour typed has not.
    precision = "seconds" if local.second else "minutes"
    rounded = local - timedelta(microseconds=local.microsecond)
    return rounded.replace(tzinfo=None).isoformat(timespec=precision)
