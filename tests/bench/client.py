"""A small HTTP client over a unix socket, so cheap that it leaves the processors to the server."""

import re
import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

SECONDS_TO_ANSWER = 30
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: chunked", re.IGNORECASE)
END_OF_HEAD, END_OF_CHUNKS = b"\r\n\r\n", b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """Status and bytes; a chunked body still in its chunks."""

    status: int
    body: bytes


def request_for(address: str, cookie: str = "") -> bytes:
    """The bytes of a GET request."""
    lines = [f"GET {address} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"]
    lines += [f"Cookie: {cookie}"] * bool(cookie)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One connection that is kept alive; use as a context manager."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(SECONDS_TO_ANSWER)
        self._socket.connect(str(path))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._socket.close()

    def ask(self, request):
        """Send a request and wait for the whole answer; raises OSError."""
        self._socket.sendall(request)
        return read_answer(lambda: self._socket.recv(2**18))

    def send(self, requests):
        """Send without waiting."""
        self._socket.sendall(requests)

    def length_of_answer(self):
        """The bytes of the next answer, head included."""
        received = []

        def receive():
            received.append(self._socket.recv(2**18))
            return received[-1]

        read_answer(receive)
        return sum(map(len, received))

    def receive_exactly(self, length):
        """Read so many bytes; raises ValueError where answers are of another length."""
        while length > 0:
            length -= len(self._socket.recv(min(length, 2**18)))


def pipelined(path, request, *, seconds, at_once=50):
    """
    Ask over one connection, many requests at once; returns how many answers in how many seconds.

    So quick a server that one question after the other would measure the client. Raises
    ValueError if the answers are not all as long as the first.
    """
    with Connection(path) as connection:
        connection.ask(request)
        connection.send(request)
        length = connection.length_of_answer()
        count, began = 0, time.perf_counter()
        while time.perf_counter() < began + seconds:
            connection.send(request * at_once)
            connection.receive_exactly(length * at_once)
            count += at_once
        return count, time.perf_counter() - began


def read_answer(receive):
    """Call ``receive()`` for more bytes until the answer is whole."""
    head, _, body = _until(b"", lambda data: END_OF_HEAD in data, receive).partition(END_OF_HEAD)
    length = _LENGTH.search(head)
    if length:
        body = _until(body, lambda data: len(data) >= int(length[1]), receive)
    elif _CHUNKED.search(head):
        body = _until(body, lambda data: (b"\r\n" + data).endswith(END_OF_CHUNKS), receive)
    return Answer(int(head[9:12]), body)


def _until(data, complete, receive):
    while not complete(data):
        more = receive()
        if not more:
            raise ConnectionError("The server has closed the connection.")
        data += more
    return data


@contextmanager
def one_connection_per_worker(path, workers):
    """Connections to all ``workers`` of the server; whoever accepts one twice gets it closed."""
    with ExitStack() as stack:
        connections = {}
        end = time.monotonic() + SECONDS_TO_ANSWER
        while len(connections) < workers:
            if time.monotonic() > end:
                raise TimeoutError("One of the workers accepts no connection.")
            connection = Connection(path)
            stack.callback(connection.__exit__)
            pid = connection.ask(request_for("/bench/worker/")).body
            if connections.setdefault(pid, connection) is not connection:
                connection.__exit__()
        yield list(connections.values())


def load(connections, request, *, seconds, most):
    """
    Ask for one page over all connections at once, until the time is over or ``most`` is reached.

    Returns how many answers came in how many seconds; raises ValueError if one is not 200.
    """
    counts, wrong = [], []
    began = time.perf_counter()

    def run(connection):
        count = 0
        while time.perf_counter() < began + seconds and count < most / len(connections):
            status = connection.ask(request).status
            if status != 200:
                wrong.append(status)
                return
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=run, args=[one], daemon=True) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong or len(counts) < len(threads):
        raise ValueError(f"{request.split()[1].decode()} has answered {wrong or 'nothing'}.")
    return sum(counts), time.perf_counter() - began
