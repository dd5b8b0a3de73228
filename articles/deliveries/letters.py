"""Mails to colleagues."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Effect, User


def post(effect: Effect, now: datetime) -> str:
    """Send the mail of ``effect``; a repetition bears the same Message-ID."""
    person = User.objects.filter(pk=effect.payload["to"], is_active=True).first()
    if person is None or not person.email:
        return _("skipped: nobody to write to")
    lines = [*effect.payload["lines"], *_where(effect)]
    host = urlsplit(settings.SITE_URL).hostname
    EmailMessage(
        subject=" ".join(effect.payload["subject"].split()),
        body="\n\n".join(lines) + f"\n\n-- \n{settings.SITE_NAME}\n",
        to=[person.email],
        headers={
            "Message-ID": f"<{effect.delivery_id}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send()
    return _("sent to %(who)s") % {"who": person.mark}


def _where(effect: Effect) -> list[str]:
    if effect.article_id is None:
        return []
    path = reverse("admin:articles_article_change", args=[effect.article_id])
    return [f"{settings.SITE_URL}{path}"]
