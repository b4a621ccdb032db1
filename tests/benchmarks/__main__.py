"""Every figure we promise, with its goal: `python -m tests.benchmarks [--quick] [--only NAME]`.

Prints a table and writes var/bench.json. A goal that is missed is said so, and is no error.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from tests.benchmarks import desk, fragment, hindsight, kernel, live, paper, thousand
from tests.postgres import NotInstalled

OUTPUT = Path("var/bench.json")
Figures = dict[str, Any]


class Goal(NamedTuple):
    """A figure to reach: at most or at least so much; without a bound it is only shown."""

    what: str
    path: str
    most: float | None = None
    least: float | None = None

    def value(self, figures: Figures) -> float | None:
        """The figure that was measured; None where it was not."""
        found: Any = figures
        for name in self.path.split("."):
            found = found.get(name) if found else None
        return None if found is None else float(found)

    def reached(self, figures: Figures) -> bool:
        """Whether the figure was measured and is within its bounds."""
        value = self.value(figures)
        if value is None:
            return False
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    @property
    def bound(self) -> str:
        """The bound as people read it."""
        if self.most is None and self.least is None:
            return ""
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


@dataclass(frozen=True)
class Bench:
    """A measurement, the same one in a hurry, and what it should show."""

    measure: Callable[[], Figures]
    quick: Callable[[], Figures]
    goals: tuple[Goal, ...]


def _desks(seats: int) -> Bench:
    return Bench(
        lambda: live.connected(seats),
        lambda: live.connected(seats, rounds=4, idle=5, seconds=5),
        (
            Goal("100 people within a second, each till the desk is drawn, p95 (ms)", "open_ms.p95", most=2_000),
            Goal("an inject for one team, due to drawn, p95 (ms)", "due_to_drawn_ms.p95", most=250),
            Goal("an inject for everybody, due to drawn, p95 (ms)", "broadcast_drawn_ms.p95", most=2_000),
            Goal("everybody redrawn after Resume, p95 (ms)", "everybody_redrawn_ms.p95", most=2_000),
            Goal("an answer, 20 a second, to its receipt, p95 (ms)", "answer_to_receipt_ms.p95", most=200),
            Goal("what three real browsers saw, due to seen, p95 (ms)", "witnessed_ms.p95", most=2_000),
            Goal("EXCON's click to its effect on the page, p95 (ms)", "click_to_page_ms.p95", most=300),
            Goal("answers whose receipt was not drawn in 15 s", "answers_without_receipt", most=0),
            Goal("answers that are not in the log", "answers_lost", most=0),
            Goal("receipts of what somebody else, or nobody, filed", "receipts_false", most=0),
            Goal("canaries heard by somebody who must not", "canaries.foreign", most=0),
            Goal("tabs of other teams redrawn by an inject", "foreign_redraws", most=0),
            Goal("CPU while nothing is due (% of a core)", "idle_cpu_percent", most=3),
            Goal("memory for a seat (kB)", "rss_kb_per_seat", most=1_000),
        ),
    )


_THOUSAND = (
    Goal("an inject for one team of one syndicate, due to drawn, p95 (ms)", "due_to_drawn_ms.p95", most=1_000),
    Goal("an inject for one team of all ten, due to drawn, p95 (ms)", "same_team_everywhere_ms.p95", most=1_000),
    Goal("an inject for everybody, due to drawn, p95 (ms)", "broadcast_drawn_ms.p95"),
    Goal("everybody redrawn after Resume, p95 (ms)", "everybody_redrawn_ms.p95"),
    Goal("an answer, 20 a second, to its receipt, p95 (ms)", "answer_to_receipt_ms.p95"),
    Goal("answers that are not in the log", "answers_lost", most=0),
    Goal("receipts of what somebody else, or nobody, filed", "receipts_false", most=0),
    Goal("canaries heard by somebody who must not", "canaries.foreign", most=0),
    Goal("tabs of other teams redrawn by an inject", "foreign_redraws", most=0),
    Goal("CPU of all processes while nothing is due (% of a core)", "idle_cpu_percent", most=10),
    Goal("memory for a seat (kB)", "rss_kb_per_seat", most=1_000),
)

BENCHES = {
    "replay": Bench(
        kernel.replaying,
        kernel.replaying,
        (
            Goal("times what bare SimPy takes", "times_bare_simpy", most=4),
            Goal("10 teams, 200 injects, 1,500 entries (ms)", "ms", most=150),
        ),
    ),
    "submissions": Bench(
        kernel.submitting,
        lambda: kernel.submitting(100),
        (Goal("answers beside bare durable inserts", "of_bare", least=0.3),),
    ),
    "debrief": Bench(
        hindsight.debriefing,
        hindsight.debriefing,
        (
            Goal("rows of a debrief of 10,000 facts (ms)", "open_ms", most=2_000),
            Goal("CPU of its page, opened (ms)", "page_ms", most=2_000),
            Goal("a step of its slider (ms)", "step_ms", most=150),
            Goal("a what-if (ms)", "whatif_ms", most=300),
        ),
    ),
    "moments": Bench(
        hindsight.deciding,
        hindsight.deciding,
        (Goal("decisive moments of 100 decisions × 3 alternatives (s)", "s", most=15),),
    ),
    "report": Bench(
        paper.reporting,
        paper.reporting,
        (
            Goal("the report on 300 decisions as DOCX (s)", "docx.s", most=10),
            Goal("the same as HTML (s)", "html.s", most=10),
        ),
    ),
    "fragment": Bench(
        fragment.fragment,
        lambda: fragment.fragment(20),
        (
            Goal("CPU to draw the live part of a desk again (ms)", "cpu_ms", most=5),
            Goal("the same beside the barest part Streamlit has", "times_bare", most=2),
        ),
    ),
    "control": Bench(
        desk.controlling,
        lambda: desk.controlling(rounds=2),
        (
            Goal("the control page, 200 injects × 10 syndicates, drawn (s of CPU)", "draw_s", most=1),
            Goal("an act filed in 10 syndicates, one transaction (ms)", "file_ms", most=300),
        ),
    ),
    "desks-50": _desks(50),
    "desks-300": _desks(300),
    "desks-1000": Bench(thousand.spread_out, lambda: thousand.spread_out(syndicates=1, rounds=4, idle=5), _THOUSAND),
}


def machine() -> Figures:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("streamlit", "simpy", "whitecell")},
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def main() -> None:
    """Measure, show and keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and fewer desks")
    parser.add_argument("--only", choices=BENCHES, action="append", help="this one; may be given several times")
    options = parser.parse_args()
    names = options.only or [name for name in BENCHES if not (options.quick and name in ("desks-300", "desks-1000"))]
    kept = json.loads(OUTPUT.read_text("utf-8")) if options.only and OUTPUT.exists() else {}
    console, found = Console(), {**kept, "machine": machine()}
    for name in names:
        console.print(f"{name} …", style="dim")
        try:
            found[name] = (BENCHES[name].quick if options.quick else BENCHES[name].measure)()
        except NotInstalled as missing:
            console.print(f"  not measured: {missing}", style="red bold", highlight=False)
            continue
        for line in _lines(found[name]):
            console.print(f"  {line}", style="dim", highlight=False)
        OUTPUT.parent.mkdir(exist_ok=True)
        OUTPUT.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    names = [name for name in names if name in found]
    console.print(_table(names, found))
    missed = [f"{name}: {goal.what}" for name in names for goal in BENCHES[name].goals if not goal.reached(found[name])]
    console.print(f"Missed: {'; '.join(missed)}." if missed else "Every goal is reached.", highlight=False)


def _lines(figures: Figures) -> Iterator[str]:
    for name, value in figures.items():
        shown = ", ".join(f"{part} {figure}" for part, figure in value.items()) if isinstance(value, dict) else value
        yield f"{name}: {shown}"


def _said(value: float | None, nothing: str = "not measured") -> str:
    return nothing if value is None else f"{value:g}"


def _table(names: Iterable[str], found: dict[str, Figures]) -> Table:
    table = Table("", "figure", "measured", "goal", "reached", "plain page")
    for name in names:
        for goal in BENCHES[name].goals:
            reached = "[red bold]MISSED[/]" if not goal.reached(found[name]) else "[green]yes[/]" if goal.bound else ""
            plain = goal.value(found[name].get("plain", {}))
            table.add_row(name, goal.what, _said(goal.value(found[name])), goal.bound, reached, _said(plain, ""))
        table.add_section()
    return table


if __name__ == "__main__":
    main()
