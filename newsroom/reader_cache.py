"""
Pages for anonymous readers, kept for a moment in the memory of each process.

A page is made for everybody or for nobody: only an answer 200 that its view has marked
(``views.pages.kept``), to a request without a session, is kept, for 55 s or until the next
hour at which any report appears or ends, whichever is first. That hour is looked up
every 5 s at most; so one that is set a minute ahead is kept on the second. What was made
before something was taken away or corrected is called back at once (``articles.recall``).

``s-maxage`` says how many seconds are left, to caches in front as well; browsers ask again
each time and get 304. What no page reads of an address (``?utm_source=…``) makes no
difference to it.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port, validate_host
from django.utils.module_loading import import_string

from articles.moments import now

Environ = dict[str, object]
Headers = list[tuple[str, str]]

LONGEST, LOOK_UP_EVERY = timedelta(seconds=55), timedelta(seconds=5)
#: The parameters that pages read; ``p`` is an earlier system's.
KNOWN = frozenset(
    {"ab", "vor", "nach", "p", "q", "seite", "sortierung"}
    | {"rubrik", "jahr", "kommune", "land", "institution", "preis"}
)
#: Longer answers are not worth the memory.
MOST_BYTES_A_PAGE = 2**18
LONGEST_QUERY = 1000
_NEVER = ("/admin/", "/konto/", "/static/", "/medien/", "/status/")
_PRIVATE = ("HTTP_AUTHORIZATION", "HTTP_RANGE")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as bytes, compressed; ``headers`` without those that say how long and how."""

    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    expires_at: datetime
    recalled: int

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.zipped) + 1024


def in_front_of(application: Callable) -> Callable:
    """The application behind its cache, as the settings want it."""
    next_change = import_string("articles.exposures.next_change")
    recalled = import_string("articles.recall.recalled")
    return ReaderCache(application, next_change, recalled, settings.READER_CACHE_MEGABYTES)


class Expiry:
    """Until when a page made at a moment may be kept."""

    def __init__(self, next_change: Callable[[datetime], datetime | None]):
        self.look_up = next_change
        self.looked_up_at: datetime | None = None
        self.next_change: datetime | None = None

    def of(self, at: datetime) -> datetime:
        """The one moment for all caches; asks the database at most every 5 s."""
        last, coming = self.looked_up_at, self.next_change
        is_fresh = last is not None and last <= at < last + LOOK_UP_EVERY
        if not is_fresh or (coming is not None and coming <= at):
            try:
                coming = self.look_up(at)
            except DatabaseError:
                return at
            self.looked_up_at, self.next_change = at, coming
        return min(at + LONGEST, coming) if coming else at + LONGEST


class ReaderCache:
    """
    A WSGI application in front of another, with at most ``megabytes`` of kept pages.

    ``recalled()`` is a number; pages made while it was another are not given out.
    """

    def __init__(
        self, application: Callable, next_change: Callable, recalled: Callable, megabytes: float
    ):
        self.application = application
        self.expiry = Expiry(next_change)
        self.recalled, self.last_recalled = recalled, 0
        self.room = int(megabytes * 2**20)
        self.pages: OrderedDict[tuple, _Kept] = OrderedDict()
        self.bytes = 0
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        """Answer from memory, or pass on and remember."""
        key = _key(environ)
        if key is None:
            return self.application(environ, start_response)
        recalled, at = self.recalled(), now()
        if recalled != self.last_recalled:
            self.clear()
            self.last_recalled = recalled
        kept = self.pages.get(key)
        # The second question is for a page that was being made while others were called back.
        if kept is None or kept.recalled != recalled or kept.expires_at <= at:
            # Before the page is made: what changes meanwhile is not missed, and the request
            # that follows gives the connection back.
            expires_at = self.expiry.of(at)
            answer = _asked(self.application, environ, key)
            if not answer.may_be_kept:
                return answer.passed_on(environ, start_response)
            kept = self._keep(key, answer.kept(expires_at, recalled))
        return _sent(kept, environ, start_response)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.pages.clear()
            self.bytes = 0

    def _keep(self, key: tuple, kept: "_Kept") -> "_Kept":
        size = kept.size
        with self.lock:
            if old := self.pages.pop(key, None):
                self.bytes -= old.size
            if size <= min(MOST_BYTES_A_PAGE, self.room):
                self.pages[key] = kept
                self.bytes += size
            while self.bytes > self.room:
                self.bytes -= self.pages.popitem(last=False)[1].size
        return kept


@dataclass(slots=True)
class _Answer:
    """What the application said, whole."""

    status: str
    headers: Headers
    body: bytes
    may_be_kept: bool

    def header(self, wanted: str) -> str:
        """The value of a header, or nothing."""
        return next((value for name, value in self.headers if name == wanted), "")

    def kept(self, expires_at: datetime, recalled: int) -> _Kept:
        """The same, to be kept until then or until the next recall."""
        changing = ("Cache-Control", "Content-Length", "ETag", "Vary")
        return _Kept(
            zipped=gzip.compress(self.body, 6, mtime=0),
            headers=tuple(pair for pair in self.headers if pair[0] not in changing),
            etag=self.header("ETag").removeprefix("W/"),
            expires_at=expires_at,
            recalled=recalled,
        )

    def passed_on(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        """The answer as it is, or 304 where the browser has it already."""
        etag = self.header("ETag")
        if etag and self.status.startswith("200") and _is_known(etag, environ):
            start_response(
                "304 Not Modified", [h for h in self.headers if h[0] != "Content-Length"]
            )
            return []
        start_response(self.status, self.headers)
        return [self.body]


def _key(environ: Environ) -> tuple | None:
    """What a page depends on; None for what is never kept."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    host, cookies = environ.get("HTTP_HOST", ""), environ.get("HTTP_COOKIE", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or path.startswith(_NEVER)
        or settings.SESSION_COOKIE_NAME in cookies
        or any(name in environ for name in _PRIVATE)
        or len(query) > LONGEST_QUERY
        or not _is_ours(host)
    ):
        return None
    scheme = environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO", "")
    return host, *scheme, path, _known_parameters(query) if query else ()


def _known_parameters(query: str) -> tuple[tuple[str, str], ...]:
    """The last value of each parameter that pages read, in one order."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    return tuple(sorted({name: value for name, value in pairs if name in KNOWN}.items()))


@lru_cache(maxsize=100)
def _is_ours(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _asked(application: Callable, environ: Environ, key: tuple) -> "_Answer":
    """The whole answer to the bare question; an address not found is asked for as it came."""
    bare = {name: value for name, value in environ.items() if not name.startswith("HTTP_IF_")}
    bare |= {"REQUEST_METHOD": "GET", "QUERY_STRING": urlencode(key[-1])}
    answer = _whole(application, bare)
    if answer.status.startswith("404") and environ.get("QUERY_STRING"):
        return _whole(application, bare | {"QUERY_STRING": environ["QUERY_STRING"]})
    return answer


def _whole(application: Callable, environ: Environ) -> _Answer:
    said = []
    response = application(environ, lambda status, headers, *error: said.append((status, headers)))
    try:
        body = b"".join(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    return _Answer(*said[-1], body, _is_for_everybody(response))


def _is_for_everybody(response: object) -> bool:
    """Django's handler returns the response itself, with the mark of its view."""
    return (
        getattr(response, "may_be_kept", False)
        and response.status_code == HTTPStatus.OK
        and response.get("Cache-Control") == "no-cache"
        and not response.cookies
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    )


def _is_known(etag: str, environ: Environ) -> bool:
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    return etag.removeprefix("W/") in [tag.strip().removeprefix("W/") for tag in known.split(",")]


def _sent(kept: _Kept, environ: Environ, start_response: Callable) -> Iterable[bytes]:
    seconds = max(0, int((kept.expires_at - now()).total_seconds()))
    expiry = f"max-age=0, must-revalidate, s-maxage={seconds}"
    headers = [*kept.headers, ("Cache-Control", expiry), ("Vary", "Accept-Encoding")]
    if kept.etag and _is_known(kept.etag, environ):
        start_response("304 Not Modified", [*headers, ("ETag", kept.etag)])
        return []
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body, etag = kept.zipped, f"W/{kept.etag}"
        headers.append(("Content-Encoding", "gzip"))
    else:
        body, etag = gzip.decompress(kept.zipped), kept.etag
    headers += [("ETag", etag)] if kept.etag else []
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
