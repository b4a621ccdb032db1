"""The appendices: scores, every decision, who knew what when, what people said, and the numbered evidence."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.conditions import clock as duration
from exercise.core.debrief.answering import Decision, decisions
from exercise.core.debrief.flow import Reach, extent, reach
from exercise.core.debrief.playback import signed
from exercise.core.debrief.procedures import followed
from exercise.core.engine import Run
from exercise.core.evaluation.survey import CLU, FORMS, MOST, TITLES, Change, confidence, means, surveys, words
from exercise.core.facts import NoteTaken, ObservationFiled
from exercise.core.refusals import moment
from exercise.core.scoring import scores
from exercise.report.document import Block, Bullets, Evidence, Prose, Section, Strong, Table, prose, say
from exercise.report.dossier import Dossier
from exercise.report.pictures import pictures


def each(dossier: Dossier) -> Iterator[tuple[str, str, Run]]:
    """Every run with its name, empty where there is one, and what to put before a heading."""
    for name, run in dossier.runs.items():
        yield (name, f"Syndicate {name}: ", run) if dossier.several else ("", "", run)


def scored(dossier: Dossier) -> Section:
    """Measures of performance per team, and the charts."""
    parts = [
        Section(f"{before}Scores", (_scores(run),)) for _, before, run in each(dossier)
    ] + [
        Section(f"{before}{picture.title}", (picture.block,))
        for _, before, run in each(dossier)
        for picture in pictures(run)
    ] + [
        Section(f"{before}Standing procedures", (_procedures(run),))
        for _, before, run in each(dossier)
        if followed(run)
    ]  # fmt: skip
    said = (
        "Scores run from 0 to 100; the number of records each rests on stands in brackets. A dash means that nothing "
        "counts there. Syndicates are compared only where they ran the same scenario, seed and rules."
    )
    return Section("Appendix A: Scores and charts", (say(said, quiet=True),), tuple(parts), new_page=True)


def _scores(run: Run) -> Table:
    """A row for each dimension, a column for each team: teams have shorter words, which must not be broken."""
    table = scores(run)
    rows = tuple(
        (prose(Strong(row[0].title)),
         *(prose("–" if one.score is None else f"{one.score:.0f} ({one.records})") for one in row))
        for row in zip(*table.values(), strict=True)
    )  # fmt: skip
    return Table(("Dimension", *map(run.scenario.name, table)), rows, (1.8, *(1.0 for _ in table)))


def _procedures(run: Run) -> Table:
    rows = tuple(
        (prose(Strong(row.title)), prose(step.text),
         prose("–" if step.at is None else f"{moment(step.at)}, {run.scenario.name(step.team)} at {step.inject}"))
        for row in followed(run)
        for step in row.steps
    )  # fmt: skip
    return Table(("Procedure", "Step", "Taken"), rows, (1.6, 3.4, 1.6))


def decided(dossier: Dossier, evidence: Evidence) -> Section:
    """Every decision that stands, with its reason and the experts' grade."""
    parts = tuple(
        Section(f"{before}{dossier.scenario.name(team)}", (_decisions(run, name, rows, evidence),))
        for name, before, run in each(dossier)
        for team, rows in _by_team(run)
    )
    said = (say("No decision was taken."),) if not parts else ()
    return Section("Appendix B: Decisions", said, parts, new_page=True)


def _by_team(run: Run) -> Iterator[tuple[str, list[Decision]]]:
    every = decisions(run)
    for agency in run.scenario.agencies:
        if found := [row for row in every if row.team == agency.id]:
            yield agency.id, found


def _decisions(run: Run, name: str, found: list[Decision], evidence: Evidence) -> Table:
    rows = tuple(
        (
            prose(moment(row.at)),
            prose(f"{row.inject} {row.title}"),
            prose(_answer(row), *((f"\nReason: {row.rationale.strip()}",) if row.rationale.strip() else ())),
            prose("–" if row.worth is None else f"{100 * row.worth:.0f}"),
            prose(evidence.cite(name, moment(row.at), str(row.seq),
                                f"{run.scenario.name(row.team)} answered {row.inject}: {_chosen(row)}")),
        )
        for row in found
    )  # fmt: skip
    return Table(("At", "Inject", "Answer", "Grade", ""), rows, (0.75, 1.9, 3.9, 0.75, 0.7))


def _answer(row: Decision) -> str:
    return _chosen(row).strip() + (" (typed, not sent: filed at EndEx)" if row.draft else "") or "(empty)"


def _chosen(row: Decision) -> str:
    return " · ".join(option.text for option in row.alternatives if option.chosen) or row.text


def knew(dossier: Dossier) -> Section:
    """When each report reached those who needed it."""
    parts = []
    for _, before, run in each(dossier):
        rows = [row for row in reach(run) if row.by is not None and row.status not in ("own", "open")]
        count = extent(rows)
        said = f"{count.in_time} of {count.needs} needs were met in time, {count.late} late, {count.never} not at all."
        if count.median is not None:
            said += f" From the first holder to the one who needed it took {duration(count.median)} (median)."
        blocks: list[Block] = [say(said)]
        if rows:
            blocks.append(Table(
                ("Report", "First held by", "Needed by", "Reached", "In time?"),
                tuple(_knew(run, row) for row in rows), (2.6, 1.5, 1.7, 1, 1),
            ))  # fmt: skip
        parts.append(Section(f"{before}Reports and who needed them", tuple(blocks)))
    return Section("Appendix C: Who knew what, when", (), tuple(parts), new_page=True)


def _knew(run: Run, row: Reach) -> tuple[Prose, ...]:
    name = run.scenario.name
    return (
        prose(run.scenario.report[row.report].title),
        prose(f"{name(row.holder)}, {moment(row.held)}" if row.held is not None else "nobody"),
        prose(f"{name(row.team)} by {moment(row.by or 0)}"),
        prose("–" if row.got is None else moment(row.got)),
        prose(Strong(row.status) if row.missed else row.status),
    )


def seen(dossier: Dossier) -> Section:
    """What evaluators observed and the staff noted."""
    title = "Appendix E: Observations and notes"
    rows = [
        (prose(moment(fact.at)), prose(_about(run, fact)), prose(name), prose(fact.text.strip()),
         prose(dossier.place(fact.seat)))
        for name, _, run in each(dossier)
        for fact in run.facts
        if isinstance(fact, ObservationFiled | NoteTaken)
    ]  # fmt: skip
    if not rows:
        return Section(title, (say("Nobody wrote anything down."),))
    head, widths = ("At", "About", "Syndicate", "Observation", "By"), (0.7, 1.5, 1, 3.6, 1.4)
    table = Table(head, tuple(rows), widths)
    return Section(title, (table if dossier.several else table.without("Syndicate"),))


def _about(run: Run, fact: ObservationFiled | NoteTaken) -> str:
    if isinstance(fact, NoteTaken):
        return fact.inject
    sort = {"strength": "strength", "improvement": "to improve"}.get(fact.sort, "")
    team = run.scenario.name(fact.team) if fact.team else ""
    return ", ".join(filter(None, (fact.task, fact.inject, team, sort)))


def answered(dossier: Dossier) -> Section:
    """The survey: means per dimension, and the words of the hot wash."""
    title = "Appendix F: Survey and hot wash"
    found = surveys(fact for run in dossier.runs.values() for fact in run.facts)
    if not found:
        return Section(title, (say("Nobody has answered the survey. It opens in the lobby at EndEx."),))
    rows = tuple(
        (prose(TITLES[row.dimension]), prose("staff" if row.staff else "players"),
         prose("–" if row.mean is None else f"{row.mean:.1f}"), prose(str(row.people)))
        for row in means(found)
    )  # fmt: skip
    said = words(found)
    sure = confidence(fact for run in dossier.runs.values() for fact in run.facts)
    parts = [Section("Confidence in joint operations", (_sure(sure),))] if sure else []
    parts += [
        Section(heading, (Bullets(tuple(prose(line) for line in lines)),))
        for heading, lines in (("To keep", said.keep), ("To mend", said.mend), ("Also said", said.other))
        if lines
    ]
    note = (
        f"Agreement from 1 (disagree) to {MOST} (agree) with {len(FORMS[CLU])} statements on collaboration, learning "
        "and use, the dimensions of the CLU scale. Players and staff stand apart."
    )
    table = Table(("Dimension", "Who", f"Mean, 1 to {MOST}", "People"), rows, (2, 1, 1, 1))
    return Section(title, (table, say(note, quiet=True)), tuple(parts))


def _sure(found: tuple[Change, ...]) -> Table:
    """Confidence before StartEx and after EndEx, statement by statement."""

    def figure(value: float | None) -> str:
        return "–" if value is None else f"{value:.1f}"

    rows = tuple(
        (prose(row.statement or Strong("All together")), prose(f"{figure(row.before)} ({row.early})"),
         prose(f"{figure(row.after)} ({row.late})"), prose("–" if row.gain is None else signed(row.gain)))
        for row in found
    )  # fmt: skip
    return Table(("Statement", "Before", "After", "Change, answered twice"), rows, (4, 1, 1, 1.4))


def proved(evidence: Evidence, several: bool) -> Section:
    """The numbered evidence; the last section, because it grows while the others are written."""
    title = "Appendix G: Evidence"
    if not evidence.rows:
        return Section(title, (say("Nothing was cited."),), new_page=True)
    head, widths = ("No.", "At", "Entry", "Syndicate", "Record"), (0.6, 0.8, 0.7, 0.9, 6.0)
    rows = tuple(
        (prose(Strong(f"E{number}")), prose(at), prose(entry), prose(run), prose(text))
        for number, (run, at, entry, text) in enumerate(evidence.rows, 1)
    )
    anchors = tuple(f"E{number}" for number in range(1, len(rows) + 1))
    said = say(
        "Entry is the number of the act in the exercise's log, which cannot be changed; a record without one was "
        "worked out from the acts before it, and comes out the same whenever the log is replayed.",
        quiet=True,
    )
    table = Table(head, rows, widths, anchors=anchors)
    return Section(title, (said, table if several else table.without("Syndicate")), new_page=True)
