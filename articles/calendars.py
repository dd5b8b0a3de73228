"""Calendar files after RFC 5545: escaped, folded at 75 bytes, ended as it wants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LENGTH = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """One entry: at a moment, or all day when ``at`` is a plain date."""

    uid: str
    title: str
    at: datetime | date
    note: str = ""
    address: str = ""


def calendar(name: str, events: Iterable[Event], now: datetime) -> str:
    """A whole file with CRLF at each line; asks clients to come again every quarter of an hour."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wir berichteten//Planung//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
    ]
    for event in events:
        lines += _lines(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line break marked."""
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def folded(line: str) -> str:
    """A long line in pieces of at most 75 bytes, never through the middle of a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LENGTH:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])


def _lines(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(now)}"
    if isinstance(event.at, datetime):
        yield f"DTSTART:{_moment(event.at)}"
        yield f"DTEND:{_moment(event.at + timedelta(minutes=15))}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.at + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.note:
        yield f"DESCRIPTION:{escaped(event.note)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
