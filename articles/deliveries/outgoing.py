"""
One way out to other machines, which leads to no machine of the house by mistake.

Addresses in the own network are refused unless their host is named in the settings;
the address that was checked is the one that is called, and no redirect is followed.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = httpx2.Timeout(10, connect=5)
#: NAT64 would lead from a public-looking address back to any machine of the house.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Undeliverable(Exception):
    """It did not arrive; the words say why."""


def send(method: str, url: str, *, delivery_id: str, headers: dict | None = None, **body) -> None:
    """
    Send one request, with the id by which the receiver knows a repetition again.

    ``body`` is what httpx takes: ``json``, ``data`` or ``content``. Raises Undeliverable for
    anything but an answer of 2xx.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Undeliverable(_("This is no address of the web: %(url)s") % {"url": url})
    port = parts.port or (443 if parts.scheme == "https" else 80)
    pinned = httpx2.URL(url).copy_with(host=_address_of(parts.hostname, port))
    sent = {"Host": parts.netloc.rpartition("@")[2], "Idempotency-Key": delivery_id}
    try:
        with httpx2.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as client:
            request = client.build_request(
                method,
                pinned,
                headers=sent | (headers or {}),
                extensions={"sni_hostname": parts.hostname},
                **body,
            )
            # The answer's text is of no interest and might never end.
            response = client.send(request, stream=True)
            response.close()
    except httpx2.HTTPError as error:
        raise Undeliverable(f"{parts.hostname}: {error or type(error).__name__}") from error
    if not response.is_success:
        raise Undeliverable(f"{parts.hostname}: {response.status_code} {response.reason_phrase}")


def _address_of(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Undeliverable(_("%(host)s is not known.") % {"host": host}) from error
    addresses = [entry[4][0] for entry in found]
    if host not in settings.OUTGOING_PRIVATE_HOSTS and not all(map(_is_public, addresses)):
        message = _("%(host)s lies in the own network and is not named in OUTGOING_PRIVATE_HOSTS.")
        raise Undeliverable(message % {"host": host})
    return addresses[0]


def _is_public(address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    return number.is_global and not number.is_multicast and number not in _NAT64
