"""The commands of docs/operating.md for backup and restore, tried while people go on filing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from exercise.core.acts import Send
from exercise.store import open_store
from tests.nginx import fenced
from tests.postgres import empty_database
from tests.web.stage import Stage, stage

BEFORE = 40


@contextmanager
def busy(made: Stage) -> Iterator[None]:
    """People go on filing meanwhile."""
    over, underway = Event(), Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            made.file("a1", Send("b", f"meanwhile {number}"))
            number += 1
            underway.set()

    writer = Thread(target=write)
    writer.start()
    underway.wait()
    try:
        yield
    finally:
        over.set()
        writer.join()


def command(start: str, folder: Path, url: str = "") -> None:
    """Run a command of the page in a folder."""
    subprocess.run(["bash", "-euc", fenced("sh", start)], cwd=folder, check=True, env=os.environ | {"DATABASE": url})


def begun(url: str) -> Stage:
    """An exercise in which something has been filed."""
    made = stage(url)
    made.start()
    for number in range(BEFORE):
        made.file("a1", Send("b", f"message {number}"))
    return made


def holds(url: str, made: Stage) -> None:
    """Everything from before the backup is there as it was filed, and so is what came with it; it can go on."""
    before = made.control.store.since(made.exercise, 0)
    again = open_store(url)
    rows = again.since(made.exercise, 0)
    assert BEFORE < len(rows) < len(before)
    assert rows == before[: len(rows)]
    assert again.verify_chain(made.exercise) is None
    again.close()


def test_sqlite(tmp_path: Path) -> None:
    """A backup of a file that is being written to is whole, and takes the file's place."""
    if shutil.which("sqlite3") is None:
        pytest.skip("The sqlite3 program is not installed, so its backup was not tried (Debian: sqlite3).")
    url = f"sqlite:///{tmp_path}/var/whitecell.db"
    made = begun(url)
    with busy(made):
        command("sqlite3", tmp_path)
        more = len(made.control.store.since(made.exercise, 0))
        while len(made.control.store.since(made.exercise, 0)) == more:
            pass
    kept = tmp_path / "kept/var"
    kept.mkdir(parents=True)
    shutil.copy(tmp_path / "whitecell.backup.db", tmp_path / "kept")
    (kept / "whitecell.db").write_bytes(b"not what it was")
    (kept / "whitecell.db-journal").write_bytes(b"left behind")
    command("rm", tmp_path / "kept")
    holds(f"sqlite:///{kept}/whitecell.db", made)
    made.control.store.close()


@pytest.mark.postgres
def test_postgres(tmp_path: Path, postgres_server: Path) -> None:
    """A dump taken while people file is whole, and can be read back over what is there."""
    with empty_database(postgres_server) as url, empty_database(postgres_server) as other:
        made = begun(url)
        with busy(made):
            command("pg_dump", tmp_path, url)
            more = len(made.control.store.since(made.exercise, 0))
            while len(made.control.store.since(made.exercise, 0)) == more:
                pass
        begun(other).control.store.close()
        command("pg_restore", tmp_path, other)
        holds(other, made)
        made.control.store.close()
