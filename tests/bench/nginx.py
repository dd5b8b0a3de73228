"""
nginx with the configuration of the project, beside nginx with a cache and nothing else.

Both keep the same page of the same site, so the difference is what our configuration costs.
"""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.bench import processes
from tests.bench.client import pipelined, request_for
from tests.bench.server import SECONDS_TO_START

DEPLOY = Path(settings.BASE_DIR) / "newsroom" / "deploy"
MAIN = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log error;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 10000000;
    proxy_cache_path {folder}/pages keys_zone=pages:1m use_temp_path=off;
    proxy_cache_path {folder}/bare keys_zone=bare:1m use_temp_path=off;
    upstream site {{ server unix:{web}; keepalive 4; }}
    include {deploy}/nginx-http.conf;
    server {{
        listen unix:{folder}/ours;
        set $state_dir {state};
        include {deploy}/nginx-site.conf;
    }}
    server {{
        listen unix:{folder}/alone;
        location / {{
            proxy_pass http://site;
            proxy_set_header Host $host;
            proxy_set_header Accept-Encoding gzip;
            proxy_cache bare;
            proxy_cache_valid 200 10m;
            proxy_ignore_headers Cache-Control Vary Set-Cookie Expires;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Costs:
    """Requests a second and processor milliseconds a request, of ours and of the yardstick."""

    ours: tuple[float, float]
    alone: tuple[float, float]

    @property
    def throughput(self):
        """How much of the yardstick's throughput is left, by processor time."""
        return self.alone[1] / self.ours[1]


def program():
    """Where nginx is: ``NGINX_PROGRAM``, or the system's; None without one."""
    known = (
        os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    )
    return Path(known) if known else None


def measured(servers, address, *, rounds, seconds):
    """The page behind nginx, in turns with the yardstick; None where there is no nginx."""
    if program() is None:
        return None
    with _serving(servers.path) as (folder, pid):
        found = {"ours": [], "alone": []}
        request = request_for(address)
        for name in list(found):
            pipelined(folder / name, request, seconds=0.1)
        for _round in range(rounds):
            for name, samples in found.items():
                samples.append(_sample(folder / name, request, pid, seconds))
    return Costs(**{name: _sum_of(samples) for name, samples in found.items()})


def _sample(path, request, pid, seconds):
    before = processes.seconds_of(pid, processes.all_processes())
    count, took = pipelined(path, request, seconds=seconds)
    return count, took, processes.seconds_of(pid, processes.all_processes()) - before


def _sum_of(samples):
    count, took, processor = map(sum, zip(*samples, strict=True))
    return count / took, processor * 1000 / count


@contextmanager
def _serving(web):
    folder = web.parent / "nginx"
    folder.mkdir()
    # Started by root, its workers would be somebody who may not enter the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    text = MAIN.format(user=user, folder=folder, web=web, deploy=DEPLOY, state=settings.STATE_DIR)
    (folder / "nginx.conf").write_text(text)
    command = [str(program()), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    nginx = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command])
    try:
        end = time.monotonic() + SECONDS_TO_START
        while not (folder / "alone").exists():
            if nginx.poll() is not None or time.monotonic() > end:
                raise SystemExit("nginx does not start; its message stands above.")
            time.sleep(0.05)
        yield folder, nginx.pid
    finally:
        nginx.terminate()
        nginx.wait()
