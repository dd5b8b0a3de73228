"""The address of a web site, as somebody types it."""

from django.db import models


class WebField(models.URLField):
    """An address without a scheme is one of https; the column is that of Django's field."""

    def formfield(self, **kwargs):
        """Said outright, so that no release of Django decides it."""
        return super().formfield(**({"assume_scheme": "https"} | kwargs))

    def deconstruct(self):
        """Migrations know nothing of what forms assume."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
