"""A PostgreSQL server of our own: started once per test session, thrown away afterwards.

Without the server's programs the tests that need it are skipped, loudly; with ``postgres`` in
``WHITECELL_REQUIRE`` they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

_NUMBERS = count(1)
_MANY = "-c max_connections=200"
_QUICK = f"-c fsync=off -c synchronous_commit=off -c full_page_writes=off {_MANY}"


class NotInstalled(RuntimeError):
    """A program that a test needs is not here; the message says which."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The folder of the socket on which a fresh server listens; no network is touched."""
    try:
        programs = installed()
    except NotInstalled as missing:
        if "postgres" in os.environ.get("WHITECELL_REQUIRE", ""):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    with postgres(programs) as folder:
        yield folder


@contextmanager
def postgres(programs: Path, durable: bool = False) -> Iterator[Path]:
    """Run a fresh server; the folder of its socket. Only a ``durable`` one would outlive a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="whitecell-pg-"))
    # PostgreSQL refuses to run as root.
    whoami = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if whoami:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*whoami, str(programs / program), *arguments], cwd="/", check=True, stdout=subprocess.DEVNULL)

    data, log = str(folder / "data"), str(folder / "log")
    options = f"-k {folder} -c listen_addresses='' {_MANY if durable else _QUICK}"
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: Path) -> Iterator[str]:
    """The address of an empty database, dropped after the test."""
    with empty_database(postgres_server) as url:
        yield url


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """A new database on the server there; its address, until it is dropped."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(f"user=postgres host={folder}", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://postgres@/{name}?host={folder}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def installed() -> Path:
    """The folder of PostgreSQL's server programs.

    Raises:
        NotInstalled: there are none; the message says so.
    """
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    usable = [folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    if not usable:
        raise NotInstalled("PostgreSQL is not installed, so nothing was tested against it (Debian: postgresql).")
    return usable[0]
