"""What happened: in figures, by phase, and the moments that stand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exercise.core.conditions import clock as duration
from exercise.core.debrief.flow import phases
from exercise.core.debrief.playback import Happening, course, signed
from exercise.core.engine import Run
from exercise.core.excon.boards import measures
from exercise.core.refusals import moment
from exercise.core.scoring import headline
from exercise.report.document import Block, Evidence, Prose, Section, Strong, Table, prose, say
from exercise.report.dossier import Dossier, both
from exercise.report.ledgers import toll

MOST = 40
_ALWAYS = ("clock", "missed", "breach")


def happened(dossier: Dossier, evidence: Evidence) -> Section:
    """The section, one part per syndicate where there are several."""
    title = "What happened"
    if not dossier.started:
        return Section(
            title, (say("The exercise has not been started: StartEx was not given, so nothing happened yet."),)
        )
    stood = _stood(dossier, evidence)
    if not dossier.several:
        return Section(title, (*_run(dossier.run, "", evidence), *stood))
    parts = tuple(Section(f"Syndicate {name}", tuple(_run(run, name, evidence))) for name, run in dossier.runs.items())
    return Section(title, stood, parts)


def _stood(dossier: Dossier, evidence: Evidence) -> tuple[Block, ...]:
    """When the clock stood still, why, and for how long in real time; nothing where it never did."""
    rows = []
    for stop in dossier.stops:
        said = f"{'Outage: ' if stop.outage else ''}{stop.reason.strip() or 'no reason given'}"
        cite = evidence.cite("", moment(stop.at), str(stop.seq), f"The clock stood still. {said}")
        rows.append((
            prose(f"{moment(stop.at)} ({stop.since:%H:%M} UTC)"), prose(said, " ", cite),
            prose("still" if stop.lasted is None else duration(round(stop.lasted.total_seconds() * 1000))),
        ))  # fmt: skip
    if not rows:
        return ()
    return (Table(("When", "Why", "Real time"), tuple(rows), (1.25, 3.2, 0.8), "When the clock stood still"),)


def _run(run: Run, name: str, evidence: Evidence) -> list[Block]:
    figures = headline(run)
    still = (
        ""
        if run.situation.ended is not None
        else f" The exercise is not over; this is how it stood at {moment(run.at)}."
    )
    said = (
        f"Injects were delivered {figures['delivered']} times. Of the windows that closed, {figures['answered']} were "
        f"answered and {figures['missed']} missed. {figures['met']} expected actions came about. Reports reached "
        f"another team {figures['shared']} times, {figures['breaches']} times against their marking.{still}"
    )
    return [say(said), _phases(run), _situation(run), *toll(run, name, evidence), *_moments(run, name, evidence)]


def _phases(run: Run) -> Table:
    every = course(run)
    rows: list[tuple[Prose, ...]] = []
    found = phases(run)
    for phase in found:
        last = phase is found[-1]
        here = [row for row in every if phase.since <= row.at and (row.at < phase.until or last)]
        count = {tone: sum(row.tone == tone for row in here) for tone in ("inject", "decision", "missed", "report")}
        rows.append((
            prose(Strong((phase.name or "whole exercise").capitalize())),
            prose(f"{moment(phase.since)} to {moment(phase.until)}"),
            *(prose(str(count[tone])) for tone in ("inject", "decision", "missed", "report")),
        ))  # fmt: skip
    head = ("Phase", "From, to", "Injects", "Decisions", "Missed", "Reports sent and received")
    return Table(head, tuple(rows), (1.6, 1.6, 0.8, 0.9, 0.8, 1.4))


def _situation(run: Run) -> Table:
    rows = tuple(
        (prose(row.title), prose(f"{row.start:.0f}"), prose(f"{row.now:.0f}"), prose(signed(row.now - row.start)),
         prose(f"{row.weight:g}"))
        for row in measures(run)
    )  # fmt: skip
    start = run.scenario.outcome({row.id: row.start for row in measures(run)})
    end = run.scenario.outcome({row.id: row.now for row in measures(run)})
    total = (prose(Strong("Outcome (weighted mean)")), prose(Strong(f"{start:.0f}")), prose(Strong(f"{end:.0f}")),
             prose(Strong(signed(end - start))), prose(""))  # fmt: skip
    return Table(
        ("Measure of effectiveness, 0 to 100", "At StartEx", "Now", "Change", "Weight"), (*rows, total),
        (3, 1, 1, 1, 0.8), "What became of the situation",
    )  # fmt: skip


def _moments(run: Run, name: str, evidence: Evidence) -> list[Block]:
    rows = tuple(
        (prose(both(run, row.at)), prose(row.text, " ", evidence.cite(name, moment(row.at), "", row.text)))
        for row in standing_out(run)
    )
    if not rows:
        return []
    return [
        Table(("When", "What"), rows, (1.25, 4), "The moments that stand out; the full record is in the appendices")
    ]


def standing_out(run: Run) -> tuple[Happening, ...]:
    """Start and end, what was missed, what went against its marking, contingency injects, and the largest moves.

    At most `MOST`, in order of time; the largest moves of measures fill the room the others leave.
    """
    every = tuple(_once(course(run)))
    contingency = {inject.id for inject in run.situation.injects.values() if inject.kind == "contingency"}
    sure = [row for row in every if row.tone in _ALWAYS or (row.tone == "inject" and row.about in contingency)]
    moves = sorted((row for row in every if row.tone == "measure"), key=_size, reverse=True)
    # Missed windows alone can be many: then the first are told and the end, and the appendix tells the rest.
    kept = sure[: MOST - 1] + sure[-1:] if len(sure) > MOST else sure
    chosen = {id(row) for row in [*kept, *moves[: max(0, min(12, MOST - len(kept)))]]}
    return tuple(row for row in every if id(row) in chosen)


def _once(rows: Iterable[Happening]) -> Iterator[Happening]:
    """The rows, an inject that reached several teams at once told once."""
    seen: set[tuple[str, int]] = set()
    for row in rows:
        if row.tone != "inject" or (row.about, row.at) not in seen:
            yield row
        if row.tone == "inject":
            seen.add((row.about, row.at))


def _size(row: Happening) -> float:
    """How far a measure moved, read from the sentence's own figure."""
    figure = row.text.split(":")[0].rsplit(" ", 1)[-1].replace("−", "-")
    return abs(float(figure))
