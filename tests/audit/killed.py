"""
``kill -9`` of a web process at random moments of a save: all of it is stored, or nothing.

The posts are those of the form, each a save and an act in one. A worker of gunicorn is killed
while it answers; then the report, its revision, its trail and its working copy must agree.
"""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.audit import Row
from tests.audit.scratch import scratch_database

PORT, KILLS, SEED = 8133, 100, 11
COLD = 60


def rows():
    """One hundred saves, each with a kill somewhere between its first and its last millisecond."""
    with scratch_database() as url, Server(url) as server:
        yield from _measured(server)


def _measured(server):
    from articles.models import Article  # noqa: PLC0415 -- after Django was set up

    dice, writer = random.Random(SEED), Writer(server)
    seconds = writer.usual_time()
    torn, stored = [], 0
    for number in range(KILLS):
        before = Article.objects.count()
        article = writer.open(number)
        server.kill_in(dice.uniform(0, seconds * 1.3))
        writer.send(article)
        server.wait()
        state = writer.state(article)
        stored += state == "all"
        torn += [(number, state)] if state not in ("all", "nothing") else []
        assert Article.objects.count() == before + 1
    measured = f"{len(torn)} torn, {stored} stored whole, {KILLS - stored} not at all {torn[:3]}"
    # Kills that all come too early, or all too late, would prove nothing.
    is_kept = not torn and 0 < stored < KILLS
    yield Row("kill -9 of a web process in a save", "all or nothing", measured.strip(), is_kept)


class Server:
    """gunicorn with one worker that is made anew whenever it dies."""

    def __init__(self, url):
        self.url = url

    def __enter__(self):
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "newsroom.wsgi",
            "--preload",
            "--pythonpath",
            str(Path.cwd()),
        ]
        command += ["--bind", f"127.0.0.1:{PORT}", "--workers", "1", "--log-level", "error"]
        environment = os.environ | {"DATABASE_URL": self.url, "DATABASE_POOL": "2"}
        self.master = subprocess.Popen(command, env=environment, start_new_session=True)
        self.wait()
        return self

    def __exit__(self, *failure):
        self.master.terminate()
        self.master.wait(timeout=20)

    def worker(self):
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return int(children.split()[0])

    def kill_in(self, seconds):
        worker = self.worker()
        threading.Timer(seconds, os.kill, (worker, signal.SIGKILL)).start()
        self.killed = worker

    def wait(self):
        """Until it answers; after a kill, until another worker does."""
        for _ in range(COLD * 20):
            try:
                if self.worker() != getattr(self, "killed", 0) and self.get("/status/")[0] == 200:
                    return
            except (OSError, IndexError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        raise SystemExit("The server does not come back.")

    def get(self, path, method="GET", body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
        try:
            connection.request(method, path, body, dict(headers) | {"Host": f"localhost:{PORT}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


class Writer:
    """An author who saves and submits over HTTP."""

    def __init__(self, server):
        from django.test import Client  # noqa: PLC0415

        from tests.makers import make_user  # noqa: PLC0415

        self.server, self.user, client = server, make_user("author"), Client()
        client.force_login(self.user)
        self.session = client.cookies["sessionid"].value

    def usual_time(self):
        """How long a new process takes for its first save, undisturbed: the median of five."""
        times = []
        for _ in range(5):
            self.server.kill_in(0)
            self.server.wait()
            article, begin = self.open(0), time.monotonic()
            self.send(article)
            times.append(time.monotonic() - begin)
            assert self.state(article) == "all", self.state(article)
        return sorted(times)[2]

    def open(self, number):
        """A new report, and the form that will be sent for it."""
        from articles.forms import ArticleForm, typed  # noqa: PLC0415
        from tests.makers import make_article  # noqa: PLC0415

        article = make_article(by=self.user, headline="Vorher")
        token = "x" * 32
        values = typed(ArticleForm(instance=article)) | {"headline": [f"Nachher {number}"]}
        values |= {f"source_material-{k}": ["0"] for k in ("TOTAL_FORMS", "INITIAL_FORMS")}
        self.token = str(uuid4())
        values |= {"form_token": [self.token], "version": ["3"], "_act": ["submit"]}
        values["csrfmiddlewaretoken"] = [token]
        self.body = urlencode(values, doseq=True)
        self.headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return article

    def send(self, article):
        path = f"/admin/articles/article/{article.pk}/change/"
        try:
            return self.server.get(path, "POST", self.body, self.headers)
        except (OSError, http.client.HTTPException):
            return None

    def state(self, article):
        """“all” or “nothing”, or what does not fit together."""
        from articles.models import Article, WorkingCopy  # noqa: PLC0415

        there = Article.objects.get(pk=article.pk)
        copy = WorkingCopy.objects.filter(token=self.token).first()
        found = (
            there.headline.startswith("Nachher"),
            there.revisions.count() == 2,
            there.current_revision.content["headline"] == there.headline,
            there.submitted_by == self.user.pk,
            there.status_changes.count() == 1,
            bool(copy and copy.saved_revision_id == there.current_revision_id),
        )
        nothing = (False, False, True, False, False, False)
        return {(True,) * 6: "all", nothing: "nothing"}.get(found, str(found))
