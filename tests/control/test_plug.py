"""Pull the plug at any moment: nothing acknowledged is lost, nothing is there twice, every mark comes out again."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exercise.control import Control, Receipt
from exercise.core.acts import Role, Seat, StartEx
from exercise.store import NewSeat, open_store
from tests.script import scenario

ROOT = Path(__file__).parents[2]
ROUNDS, PROCESSES = 5, 2


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that several processes can open."""
    return f"sqlite:///{tmp_path}/plug.db" if request.param == "file" else str(request.getfixturevalue("postgres_url"))


def test_pull_the_plug(url: str) -> None:
    """Two processes file at full speed and are killed in mid-stride, again and again; every receipt holds."""
    store = open_store(url)
    control = Control(store, outage=None)
    exercise = control.create(scenario("I1 -> a | at 0:01"), [NewSeat(Role.TRAINEE, "a", "A")])
    (seat,) = store.seats(exercise)
    assert isinstance(control.file(exercise, Seat("excon", Role.CONTROLLER), StartEx(60), "start"), Receipt)
    chance, receipts = random.Random(4), []
    for turn in range(ROUNDS):
        store.touch(exercise, datetime.now(UTC))
        filers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.control.filer", url, exercise, seat.id, f"{turn}/{number}"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(PROCESSES)
        ]
        for filer in filers:
            assert filer.stdout is not None
            receipts.append(filer.stdout.readline())
        time.sleep(chance.uniform(0.005, 0.3))
        for filer in filers:
            filer.kill()
            said, _ = filer.communicate()
            receipts += said.splitlines(keepends=True)
    rows = {row.entry.seq: row for row in store.since(exercise, 0)}
    whole = [receipt.split() for receipt in receipts if receipt.endswith("\n")]
    assert len(whole) > ROUNDS * PROCESSES
    for seq, hash, key in whole:
        assert (rows[int(seq)].hash, rows[int(seq)].key) == (hash, key)
    assert sorted(rows) == list(range(1, len(rows) + 1))
    assert len({row.key for row in rows.values()}) == len(rows)
    assert store.verify_chain(exercise) is None
    assert control.diverges(exercise) is None
    store.close()
