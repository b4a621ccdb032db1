"""Pull the plug, again and again: processes that file at full speed are killed at random moments.

Every receipt that somebody was given must be in the log, once, as it was given; the chain must hold and every mark
come out again. A kill does not try what a power cut would: the page cache outlives it.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exercise.control import Control, Receipt
from exercise.core.acts import Role, Seat, StartEx
from exercise.store import NewSeat, open_store
from tests.postgres import empty_database, installed, postgres
from tests.script import scenario

ROOT = Path(__file__).parents[2]
WRITERS = 4
# A log that has grown for longer than this costs every new writer more to read than to write.
ROUNDS_A_LOG = 10
# What must be empty when all is well.
FAULTS = ("fell", "lost", "untrue", "twice", "gaps", "broken", "diverged")


@dataclass
class Pulled:
    """What came of it; every list of keys or numbers is empty when all is well.

    ``busy`` counts how often the store said that others write and nothing was saved; where something was all the
    same, its key is ``untrue``. ``fell`` names the writers that ended before anybody killed them.
    """

    kills: int = 0
    receipts: int = 0
    entries: int = 0
    busy: int = 0
    fell: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    diverged: list[int] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether every receipt holds."""
        return not any(getattr(self, name) for name in FAULTS)

    def __iadd__(self, other: Pulled) -> Pulled:
        """What came of both."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


def pull(url: str, rounds: int, writers: int = WRITERS, seed: int = 4) -> Pulled:
    """In every round so many processes file into one log, and are killed in mid-stride one after the other."""
    store = open_store(url)
    control = Control(store, outage=None)
    exercise = control.create(scenario("I1 -> a | at 0:01"), [NewSeat(Role.TRAINEE, "a", "A")])
    (seat,) = store.seats(exercise)
    started = control.file(exercise, Seat("excon", Role.CONTROLLER), StartEx(60), "start")
    assert isinstance(started, Receipt)
    chance, said, found = random.Random(seed), [], Pulled(kills=rounds * writers)
    for turn in range(rounds):
        store.touch(exercise, datetime.now(UTC))
        filers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.control.filer", url, exercise, seat.id, f"{turn}/{number}"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(writers)
        ]
        for filer in filers:
            assert filer.stdout is not None
            said.append(filer.stdout.readline())
        for number, filer in enumerate(filers):
            time.sleep(chance.uniform(0.005, 0.3))
            filer.kill()
            rest, _ = filer.communicate()
            said += rest.splitlines(keepends=True)
            if filer.returncode != -signal.SIGKILL:
                found.fell.append(f"{turn}/{number}")
    rows = {row.entry.seq: row for row in store.since(exercise, 0)}
    keys = [row.key for row in rows.values()]
    filed = {row.key: (row.entry.seq, row.hash) for row in rows.values()}
    found.entries = len(rows)
    # The kill may have cut off the last line of a writer.
    for line in said:
        match line.split() if line.endswith("\n") else ():
            case "filed", seq, hash, key:
                found.receipts += 1
                if filed.get(key) != (int(seq), hash):
                    found.lost.append(key)
            case "busy", key:
                found.busy += 1
                if key in filed:
                    found.untrue.append(key)
    found.twice = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
    found.gaps = sorted(set(range(1, max(rows) + 1)) - rows.keys())
    found.broken = [fault for fault in (store.verify_chain(exercise),) if fault is not None]
    found.diverged = [seq for seq in (control.diverges(exercise),) if seq is not None]
    store.close()
    return found


def on_postgres(count: int) -> dict[str, Any]:
    """So many rounds against a PostgreSQL server of our own; figures for JSON.

    Raises:
        NotInstalled: there is no PostgreSQL here; the message says so.
    """
    with postgres(installed()) as folder, empty_database(folder) as url:
        return rounds(count, url)


def rounds(count: int, url: str = "") -> dict[str, Any]:
    """So many rounds, on a new SQLite file or at ``url``; figures for JSON, and those so far said after every log.

    ``lost_per_kill_below`` bounds the rate of faults with 95 % confidence when none was seen (the rule of three).
    """
    found, began = Pulled(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number, first in enumerate(range(0, count, ROUNDS_A_LOG)):
            here = url or f"sqlite:///{folder}/plug-{number}.db"
            found += pull(here, min(ROUNDS_A_LOG, count - first), seed=number)
            # Who stops a long run half-way has the figures up to here.
            done = min(first + ROUNDS_A_LOG, count)
            sys.stdout.write(json.dumps({"rounds": done, **asdict(found)}) + "\n")
            sys.stdout.flush()
    return {
        "rounds": count,
        "writers": WRITERS,
        **asdict(found),
        "lost_per_kill_below": round(3 / found.kills, 5) if found.kills and found.well else None,
        "seconds": round(time.monotonic() - began),
    }
