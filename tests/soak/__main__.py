"""What no test run has time for: `python -m tests.soak [--only PART] [--minutes N] [--rounds N]`.

Writes var/soak.json. Ends with an error when anything was lost, shown to the wrong people or not the same twice.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import live
from tests.benchmarks import server as bench
from tests.soak import controller, phones, plug

OUTPUT = Path("var/soak.json")
SEATS = 300
LAWS = ("tests/properties", "tests/core/test_second.py")
# What must be nothing for a part to be well.
NEVER = {
    "plug": plug.FAULTS,
    "plug-postgres": plug.FAULTS,
    "laws": ("failed_seeds",),
    "controller": ("disagreements", "server_errors", "missing"),
    "phones": ("reloads", "overflows", "differences"),
    "seats": ("foreign_redraws", "answers_lost", "receipts_false", "answers_without_receipt", "canaries.foreign"),
}
Figures = dict[str, Any]


def seats(minutes: float) -> Figures:
    """Three hundred desks, an inject every two seconds, canaries in everything that anybody is sent."""
    return live.connected(SEATS, rounds=round(minutes * 60_000 / bench.GAP), seconds=60)


def laws(times: int) -> Figures:
    """The laws over random exercises and the second scorer, each time from another seed."""
    failed = [
        seed
        for seed in range(times)
        if subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *LAWS, f"--hypothesis-seed={seed}"], capture_output=True, check=False
        ).returncode
    ]
    return {"runs": times, "failed_seeds": failed}


def wrong(part: str, found: Figures) -> list[str]:
    """What must not be in the figures of a part, in words; empty when all is well."""
    rows = []
    for path in NEVER[part]:
        value: Any = found
        for name in path.split("."):
            value = value[name]
        if value:
            rows.append(f"{part}: {path} is {value}")
    return rows


def main() -> None:
    """Run every part, or the ones named, and keep what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="how long 300 desks, and half of it EXCON, are at it")
    parser.add_argument("--rounds", type=int, default=500, help="how often plugs are pulled; a tenth for the laws")
    parser.add_argument("--only", choices=NEVER, action="append", help="this part; may be given several times")
    options = parser.parse_args()
    parts: dict[str, Callable[[], Figures]] = {
        "plug": lambda: plug.rounds(options.rounds),
        "plug-postgres": lambda: plug.on_postgres(options.rounds),
        "laws": lambda: laws(max(1, options.rounds // 10)),
        "controller": lambda: controller.fifteen_minutes(options.minutes / 2),
        "phones": phones.seven,
        "seats": lambda: seats(options.minutes),
    }
    sys.exit(run({name: parts[name] for name in options.only or parts}))


def run(parts: dict[str, Callable[[], Figures]]) -> int:
    """Run these parts; 1 when one of them found what must not be."""
    found: Figures = json.loads(OUTPUT.read_text("utf-8")) if OUTPUT.exists() else {}
    faults: list[str] = []
    for name, part in parts.items():
        sys.stdout.write(f"{name} …\n")
        sys.stdout.flush()
        found[name] = {"date": datetime.now(UTC).isoformat(timespec="seconds"), **part()}
        OUTPUT.parent.mkdir(exist_ok=True)
        OUTPUT.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
        sys.stdout.write(json.dumps(found[name], indent=2, ensure_ascii=False) + "\n")
        faults += wrong(name, found[name])
    sys.stdout.write("\n".join(faults or ["Nothing was lost."]) + "\n")
    return bool(faults)


if __name__ == "__main__":
    main()
