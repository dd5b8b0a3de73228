"""Plain text without control characters, composed (NFC), on every way into the database."""

from django.db import models

from articles.text import normalised


class Normalised:
    """A text field whose value is normalised on save, by ``update()`` and from fixtures alike."""

    def to_python(self, value):
        """Normalise what a form or a fixture brings."""
        value = super().to_python(value)
        return normalised(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """Normalise, and leave the instance with what was stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = normalised(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        """Normalise for writers that never touch an instance."""
        if isinstance(value, str):
            value = normalised(value)
        return super().get_db_prep_save(value, connection)


class PlainCharField(Normalised, models.CharField):
    """One line of text."""

    def to_python(self, value):
        """A line has no breaks: they become blanks."""
        value = super().to_python(value)
        return " ".join(value.split("\n")) if isinstance(value, str) else value


class PlainTextField(Normalised, models.TextField):
    """Text of several lines."""
