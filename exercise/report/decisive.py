"""The decisive moments: what would have changed most had one thing been done otherwise, and what was done right."""

from __future__ import annotations

from exercise.charts.hindsight import deciding
from exercise.core.debrief.moments import HELD_FIXED, Moment, ranked
from exercise.core.debrief.playback import answered, signed
from exercise.core.debrief.whatif import Answered, Change, Comparison, Passed, Rechosen
from exercise.core.engine import Run
from exercise.core.refusals import moment
from exercise.report.document import Block, Evidence, Prose, Section, Strong, Table, prose, say
from exercise.report.dossier import Dossier
from exercise.report.pictures import picture

TITLE = "Decisive moments"
# So many are told of what could have gone better, and of what was done right.
_BETTER, _HELD = 6, 3
_NOT_TRIED = (
    "What else could have been done has not been tried out for this report. The debrief page does it after EndEx, and "
    "so does the command that writes the report."
)


def decisive(dossier: Dossier, evidence: Evidence) -> Section:
    """The section, one part per syndicate where there are several."""
    if not dossier.started:
        return Section(TITLE, (say("Nothing can be said before StartEx."),))
    if not dossier.tried:
        return Section(TITLE, (say(_NOT_TRIED),))
    how = say(HELD_FIXED, quiet=True)
    told = {name: _told(run, name if dossier.several else "", dossier.tried.get(name), evidence)
            for name, run in dossier.runs.items()}  # fmt: skip
    if not dossier.several:
        return Section(TITLE, (*next(iter(told.values())), how))
    return Section(TITLE, (how,), tuple(Section(f"Syndicate {name}", tuple(blocks)) for name, blocks in told.items()))


def _told(run: Run, name: str, tried: tuple[Comparison, ...] | None, evidence: Evidence) -> list[Block]:
    if tried is None:
        return [say(_NOT_TRIED)]
    better, held = ranked(run, tried, "better")[:_BETTER], ranked(run, tried, "worse")[:_HELD]
    if not better and not held:
        return [say("Nothing that one team alone could have done otherwise would have changed the situation.")]
    blocks: list[Block] = []
    for rows, title in ((better, "What would have changed most"), (held, "What the teams did right")):
        if rows:
            head = ("When", "Team", "What was done, and what would have followed", "Points")
            told = tuple(_row(run, name, row, evidence) for row in rows)
            blocks.append(Table(head, told, (0.8, 1.2, 4.5, 0.7), f"{title}, in points of the outcome (0 to 100)"))
    found = ranked(run, tried)
    drawn = picture(deciding(found, [f"{row.about} {run.scenario.name(row.team)}" for row in found]))
    return [*blocks, drawn.block]


def _row(run: Run, name: str, row: Moment, evidence: Evidence) -> tuple[Prose, ...]:
    at, entry, text = _record(run, row.best.change)
    return (
        prose(moment(row.at)), prose(Strong(run.scenario.name(row.team))),
        prose(row.text, " ", evidence.cite(name, moment(at), entry, text)), prose(signed(row.best.outcome)),
    )  # fmt: skip


def _record(run: Run, change: Change) -> tuple[int, str, str]:
    """What really happened there: when (ms), by which entry, in words; the same record has one number elsewhere too."""
    situation, named = run.situation, run.scenario.name
    match change:
        case Rechosen(seq) if taken := situation.decision(seq):
            return taken.at, str(seq), f"{named(taken.team)} answered {taken.inject}: {answered(run, taken)}"
        case Answered(inject, team) if closed := situation.answers[inject, team].closed:
            return closed.at, "", f"The window of {inject} closed at {named(team)} without an answer"
        case Passed(report, sender, _, _, at):
            return at, "", f"{named(sender)} held “{run.scenario.report[report].title}”"
    raise LookupError(f"Nothing on record is behind {change}.")
