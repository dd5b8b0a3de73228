"""Tables as CSV (RFC 4180, UTF-8, header row): bytes become rows by column name."""

import csv
import io
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.importers.records import Rejected
from articles.text import normalised


def read_table(data: bytes, *, name: str, columns: Iterable[str]) -> list[dict[str, str]]:
    """
    The rows of a table; every value is text without blanks around it.

    Raises ``Rejected`` naming the file and what is wrong with it.
    """
    try:
        text = normalised(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Rejected(_("%(file)s is not UTF-8.") % {"file": name}) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    missing = sorted(set(columns) - set(reader.fieldnames or []))
    if missing:
        message = _("%(file)s lacks the columns %(columns)s.")
        raise Rejected(message % {"file": name, "columns": ", ".join(missing)})
    return [_row(raw, name, reader.line_num) for raw in reader]


def _row(raw: dict, name: str, line: int) -> dict[str, str]:
    if "" in raw or None in raw.values():
        message = _("%(file)s, line %(line)d: the number of values is wrong.")
        raise Rejected(message % {"file": name, "line": line})
    return {column: value.strip() for column, value in raw.items()}


def official_key(written: str, digits: int, *, name: str) -> str:
    """An official key exactly as written; a spreadsheet that ate the leading zero is refused."""
    if not re.fullmatch(rf"[0-9]{{{digits}}}", written):
        message = _("%(file)s: “%(key)s” is no key of %(digits)d digits.")
        raise Rejected(message % {"file": name, "key": written, "digits": digits})
    return written
