"""Who knew what, when: the way of every report beside the moment it was needed, and who wrote to whom.

Everything is read from the facts of a run. Measures of the message network that need a graph are in
`exercise.network`, above the core.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from exercise.core.acts import PICTURE
from exercise.core.engine import Run
from exercise.core.facts import (
    Fact,
    InjectDelivered,
    MessageSent,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestSent,
)
from exercise.core.scenario import Report

# own: the team had it at first hand · open: not due yet · barred: the marking keeps it from the team ·
# nobody: no other team held it in the whole run · spare: it came without being needed.
ReachStatus = Literal["own", "in time", "late", "never", "open", "barred", "nobody", "spare"]


class Reach(NamedTuple):
    """One report and one team that needed it or got it; moments are exercise ms.

    ``held`` is when another team first held it, ``holder`` which; ``sent`` when it first left for this
    team; ``got`` when the team first held it and ``sender`` who gave it. ``by`` is when it was needed.
    """

    report: str
    team: str
    status: ReachStatus
    by: int | None
    holder: str
    held: int | None
    sent: int | None
    got: int | None
    sender: str

    @property
    def missed(self) -> bool:
        """Whether another team held what this one needed, and it came late or never."""
        return self.status in ("late", "never")

    @property
    def slack(self) -> int:
        """How long (ms) the report lay with its first holder before it was needed; 0 when it came too late itself."""
        return max(0, self.by - self.held) if self.by is not None and self.held is not None else 0


def reach(run: Run) -> tuple[Reach, ...]:
    """Every report beside every team that needed it or got it, in the scenario's order."""
    got: dict[tuple[str, str], ReportReceived] = {}
    sent: dict[tuple[str, str], int] = {}
    for fact in run.facts:
        if isinstance(fact, ReportReceived):
            got.setdefault((fact.report, fact.team), fact)
        elif isinstance(fact, ReportSent):
            sent.setdefault((fact.report, fact.to), fact.at)
        elif isinstance(fact, ReportPosted):
            for team in run.scenario.agency:
                sent.setdefault((fact.report, team), fact.at)
    return tuple(
        _reach(run, report, agency.id, dict(report.needed_by).get(agency.id), got, sent)
        for report in run.scenario.reports
        for agency in run.scenario.agencies
        if (report.id, agency.id) in got or agency.id in dict(report.needed_by)
    )


def _reach(
    run: Run,
    report: Report,
    team: str,
    by: int | None,
    got: dict[tuple[str, str], ReportReceived],
    sent: dict[tuple[str, str], int],
) -> Reach:
    mine = got.get((report.id, team))
    others = [fact for (id, _), fact in got.items() if id == report.id and (mine is None or fact.at < mine.at)]
    first = min(others, key=lambda fact: fact.at, default=None)
    held = first.at if first else None
    return Reach(
        report.id, team, _status(run, report, team, by, held, mine), by, first.team if first else "", held,
        sent.get((report.id, team)), mine.at if mine else None, mine.sender if mine else "",
    )  # fmt: skip


def _status(
    run: Run, report: Report, team: str, by: int | None, held: int | None, mine: ReportReceived | None
) -> ReachStatus:
    if mine is not None and mine.seq is None:
        return "own"
    if by is None:
        return "spare"
    if mine is not None:
        return "in time" if mine.at <= max(by, held or 0) else "late"
    if not run.situation.releasable(report.id, team):
        return "barred"
    if run.at < by:
        return "open"
    return "nobody" if held is None else "never"


def handoffs(run: Run) -> tuple[Reach, ...]:
    """The missed hand-offs, the one that had the most time first: a team held it, another needed it, in vain."""
    return tuple(sorted((row for row in reach(run) if row.missed), key=lambda row: -row.slack))


class Extent(NamedTuple):
    """How far what was needed got: counts of needs, and the median time (ms) from the first holder to the needer."""

    needs: int
    in_time: int
    late: int
    never: int
    median: int | None


def extent(rows: Iterable[Reach]) -> Extent:
    """Sum up who got what they needed from another team; needs nobody could meet are left out."""
    found = [row for row in rows if row.status in ("in time", "late", "never")]
    count = Counter(row.status for row in found)
    took = [max(0, row.got - row.held) for row in found if row.got is not None and row.held is not None]
    return Extent(
        len(found), count["in time"], count["late"], count["never"], round(median(took)) if took else None
    )  # fmt: skip


class Passing(NamedTuple):
    """A report in a team's hands: since when (ms), when it first passed it on (None: never), and to whom."""

    report: str
    team: str
    since: int
    passed: int | None
    to: tuple[str, ...]

    @property
    def latency(self) -> int | None:
        """From receipt to the first passing on, in ms."""
        return None if self.passed is None else self.passed - self.since


def passings(run: Run) -> tuple[Passing, ...]:
    """What every team did with every report it held, in order of receipt."""
    since: dict[tuple[str, str], int] = {}
    sent: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for fact in run.facts:
        if isinstance(fact, ReportReceived):
            since.setdefault((fact.report, fact.team), fact.at)
        elif isinstance(fact, ReportSent):
            sent[fact.report, fact.sender].append((fact.at, fact.to))
        elif isinstance(fact, ReportPosted):
            sent[fact.report, fact.team].append((fact.at, PICTURE))
    return tuple(
        Passing(report, team, at, gone[0][0] if gone else None, tuple(dict.fromkeys(to for _, to in gone)))
        for (report, team), at in since.items()
        for gone in [sent[report, team]]
    )


class Phase(NamedTuple):
    """A phase of the exercise, from its first inject until the next phase has begun (ms)."""

    name: str
    since: int
    until: int


def phases(run: Run) -> tuple[Phase, ...]:
    """The phases as this run went through them; one without a name where the scenario has none.

    Injects of several phases overlap. So phases come in the order of the middle of their injects, and one begins
    with its first inject after the middle of the one before.
    """
    came: dict[str, list[int]] = {}
    for fact in run.facts:
        if isinstance(fact, InjectDelivered) and (name := run.situation.injects[fact.inject].phase):
            came.setdefault(name, []).append(fact.at)
    if not came:
        return (Phase("", 0, run.at),)
    names = sorted(came, key=lambda name: median(came[name]))
    starts = [0, *(min(at for at in came[name] if at >= median(came[before])) for before, name in pairwise(names))]
    return tuple(map(Phase, names, starts, [*starts[1:], run.at]))


class Link(NamedTuple):
    """What one team sent another in a phase: how many messages, how many reports."""

    phase: str
    sender: str
    to: str
    messages: int
    reports: int

    @property
    def weight(self) -> int:
        """All that went over the link."""
        return self.messages + self.reports


def links(run: Run) -> tuple[Link, ...]:
    """Who wrote to whom in every phase, teams only, busiest first within a phase."""
    found: list[Link] = []
    for phase in (every := phases(run)):
        # The last phase has no end: what is sent at the last moment belongs to it.
        end = phase.until if phase is not every[-1] else run.at + 1
        sent = Counter(_sent(run, (fact for fact in run.facts if phase.since <= fact.at < end)))
        pairs = dict.fromkeys((sender, to) for sender, to, _ in sent)
        rows = (Link(phase.name, *pair, sent[*pair, "message"], sent[*pair, "report"]) for pair in pairs)
        found += sorted(rows, key=lambda link: -link.weight)
    return tuple(found)


# A request and its answer are words, like a message.
_WORDS = MessageSent | RequestSent | RequestAnswered


def _sent(run: Run, facts: Iterable[Fact]) -> Iterator[tuple[str, str, str]]:
    teams = run.scenario.agency
    for fact in facts:
        if isinstance(fact, _WORDS | ReportSent) and fact.sender in teams and fact.to in teams:
            yield fact.sender, fact.to, "report" if isinstance(fact, ReportSent) else "message"
