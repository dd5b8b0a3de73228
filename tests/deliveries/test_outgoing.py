"""What leaves the house reaches no machine inside it."""

import socket

import pytest

from articles.deliveries.outgoing import Undeliverable, send
from tests.deliveries.sink import listening


@pytest.fixture
def sink():
    with listening() as sink:
        yield sink


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "http://0.0.0.0:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://224.0.0.1/",
        "http://2130706433:{port}/",
        "http://user@127.0.0.1:{port}/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
        "http:///nirgends",
        "http://gibt-es-nicht.invalid/",
    ],
)
def test_no_address_of_the_own_network_is_called(sink, url):
    port = sink.url.rpartition(":")[2]

    with pytest.raises(Undeliverable):
        send("POST", url.format(port=port), delivery_id="1")

    assert sink.requests == []


def test_a_host_named_in_the_settings_is_called(sink, settings):
    settings.OUTGOING_PRIVATE_HOSTS = ["127.0.0.1"]

    send("POST", f"{sink.url}/x?a=1", delivery_id="7", json={"a": 1})

    method, path, headers, body = sink.requests[0]
    assert (method, path, headers["Idempotency-Key"], body) == ("POST", "/x?a=1", "7", '{"a":1}')


def test_no_redirect_is_followed(sink, settings):
    settings.OUTGOING_PRIVATE_HOSTS = ["127.0.0.1"]
    sink.answer = 302

    with pytest.raises(Undeliverable):
        send("POST", sink.url, delivery_id="1")

    assert len(sink.requests) == 1


def test_a_name_that_changes_its_address_after_the_check_leads_nowhere_else(
    sink, settings, monkeypatch
):
    answers = [("93.184.216.34",), ("127.0.0.1",)]
    asked = []

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        if host != "wechselnd.example":
            raise OSError("no network here")
        address = answers[min(len(asked) - 1, 1)][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    port = sink.url.rpartition(":")[2]

    with pytest.raises(Undeliverable):
        send("POST", f"http://wechselnd.example:{port}/", delivery_id="1")

    assert asked.count("wechselnd.example") == 1
    assert sink.requests == []
