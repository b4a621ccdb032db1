"""nginx with the file of docs/operating.md in front of real processes, and all of it thrown away afterwards.

Without nginx's program the tests that need it are skipped, loudly; with ``nginx`` in ``WHITECELL_REQUIRE`` they fail
instead.
"""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.request import urlopen

import pytest
import trustme

from tests.browser.server import Server, free_port
from tests.postgres import NotInstalled, empty_database, installed, postgres

OPERATING = Path(__file__).parents[1] / "docs/operating.md"
PORTS = (8501, 8502, 8503)
NAME = "exercise.example.org"
HELD = """
daemon off;
worker_processes 2;
worker_rlimit_nofile 32768;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 16384; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/whitecell.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    """nginx as people meet it: its address, what knows its certificate, and the port that only points to HTTPS."""

    port: int
    plain: int
    trust: ssl.SSLContext
    folder: Path

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"https://localhost:{self.port}"


@dataclass(frozen=True)
class Site(Front):
    """nginx, the processes behind it, and their database."""

    servers: tuple[Server, ...]
    url: str

    def serving(self, at: str) -> Server:
        """The process that a browser's ``whitecell_at`` cookie names."""
        return next(server for server in self.servers if str(server.port) == at)


@contextmanager
def site(processes: int, durable: bool = False) -> Iterator[Site]:
    """PostgreSQL, so many times ``whitecell serve`` on one database, started at once, and nginx in front.

    Raises:
        NotInstalled: PostgreSQL or nginx is not installed; the message says which.
    """
    programs = installed()
    nginx_program()
    with postgres(programs, durable) as socket, empty_database(socket) as url, served(url, processes) as made:
        yield made


@contextmanager
def served(url: str, processes: int) -> Iterator[Site]:
    """So many times ``whitecell serve`` on the database there, started at once, and nginx in front."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        servers = tuple(Server(Path(name), url=url) for _ in range(processes))
        for server in servers:
            server.launch()
            running.callback(server.stop)
        for server in servers:
            server.wait()
        with front([server.port for server in servers]) as made:
            yield Site(made.port, made.plain, made.trust, made.folder, servers, url)


@contextmanager
def front(ports: Sequence[int]) -> Iterator[Front]:
    """Run nginx before up to three processes that listen on these ports."""
    folder = Path(tempfile.mkdtemp(prefix="whitecell-nginx-"))
    secure, plain = free_port(), free_port()
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", NAME)
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "certificate.pem")
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    (folder / "whitecell.conf").write_text(fitted(ports, secure, plain, folder))
    # Whoever runs as root would have workers that may not look into the folder.
    root = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(root + HELD.format(folder=folder))
    process = subprocess.Popen(
        [nginx_program(), "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        made = Front(secure, plain, trust, folder)
        _wait_for(made, process)
        yield made
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder)


def fitted(ports: Sequence[int], secure: int, plain: int, folder: Path) -> str:
    """The file of docs/operating.md with these ports, names of files in ``folder``, and nothing else changed."""
    text = fenced("nginx")
    spare = PORTS[len(ports) :]
    for port in spare:
        text = re.sub(rf"^ +{port} +at_{port};\n|^ +server 127.0.0.1:{port}[^;]*;\n", "", text, flags=re.MULTILINE)
        text = re.sub(rf"^upstream at_{port} {{.*?^}}\n", "", text, flags=re.MULTILINE | re.DOTALL)
    changes = {
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        NAME: f"{NAME} localhost",
        "/etc/ssl/whitecell/fullchain.pem": str(folder / "certificate.pem"),
        "/etc/ssl/whitecell/privkey.pem": str(folder / "certificate.pem"),
        "/var/cache/nginx/whitecell": str(folder / "cache"),
        "/var/log/nginx/": f"{folder}/",
    }
    changes |= {f"127.0.0.1:{old}": f"127.0.0.1:{new}" for old, new in zip(PORTS, ports, strict=False)}
    changes |= {f"  {old}    at_{old};": f"  {new}    at_{old};" for old, new in zip(PORTS, ports, strict=False)}
    for old, new in changes.items():
        assert old in text, f"docs/operating.md no longer says {old}"
        text = text.replace(old, new)
    return text


def fenced(language: str, start: str = "") -> str:
    """The first block of docs/operating.md in that language whose text begins so."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", OPERATING.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return next(text for found, text in blocks if found == language and text.startswith(start))


def or_say_so(missing: NotInstalled) -> NoReturn:
    """Skip the test, loudly; fail it where what is missing is required."""
    if any(name in os.environ.get("WHITECELL_REQUIRE", "") for name in ("nginx", "postgres")):
        pytest.fail(str(missing))
    pytest.skip(str(missing))


def nginx_program() -> str:
    """Where nginx is.

    Raises:
        NotInstalled: it is not installed; the message says so.
    """
    # Debian keeps it where only an administrator looks.
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise NotInstalled("nginx is not installed, so several processes were not tried behind it (Debian: nginx).")
    return found


def _wait_for(front: Front, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if process.poll() is not None:
            break
        try:
            urlopen(f"{front.address}/ready", timeout=5, context=front.trust).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError((front.folder / "error.log").read_text())
