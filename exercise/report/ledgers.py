"""The ledgers: harm to civilians and who decided, what went outside the rules, rulings, and the use of means."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.conditions import clock as duration
from exercise.core.engine import Run
from exercise.core.facts import HarmDone, IncidentPrevented, RuleBroken
from exercise.core.ledgers.undertakings import Ruling, Use
from exercise.core.refusals import moment
from exercise.report.document import Block, Evidence, Prose, Section, Strong, Table, prose, say
from exercise.report.dossier import Dossier

_RULINGS = {"authority": "authority", "partner": "partner’s agreement", "clearance": "clearance"}
_NOBODY = "nobody: it came with the inject"


def toll(run: Run, name: str, evidence: Evidence) -> list[Block]:
    """Harm to civilians with who decided, and what was prevented, for what happened; nothing where there is none."""
    harmed = [fact for fact in run.facts if isinstance(fact, HarmDone)]
    blocks: list[Block] = []
    if harmed:
        people = sum(fact.people for fact in harmed)
        rows = tuple(_harm(run, name, fact, evidence) for fact in harmed)
        head = ("When", "People", "Harm", "In the course of", "Decided by")
        caption = f"Harm to civilians: {people} {'person' if people == 1 else 'people'}"
        blocks.append(Table(head, rows, (0.8, 0.7, 1.1, 2.6, 2.2), caption))
    prevented = [fact for fact in run.facts if isinstance(fact, IncidentPrevented)]
    if prevented:
        rows = tuple(
            (prose(moment(fact.at)), prose(Strong(_title(run, fact.inject))),
             prose(fact.because[:1].upper() + fact.because[1:], " ",
                   evidence.cite(name, moment(fact.at), "", f"{fact.inject} did not happen")))
            for fact in prevented
        )  # fmt: skip
        blocks.append(Table(("When", "What did not happen", "Because"), rows, (0.8, 2.6, 3.4), "Prevented"))
    return blocks


def _harm(run: Run, name: str, fact: HarmDone, evidence: Evidence) -> tuple[Prose, ...]:
    option = _option(run, fact.inject, fact.option)
    decided = f"{run.scenario.name(fact.team)}: {option}" if fact.option else _NOBODY
    cite = evidence.cite(name, moment(fact.at), "", f"{fact.people} {fact.harm} from {fact.inject}, by {decided}")
    return (
        prose(moment(fact.at)), prose(Strong(str(fact.people))), prose(fact.harm), prose(_title(run, fact.inject)),
        prose(decided, " ", cite),
    )  # fmt: skip


def ruled(dossier: Dossier, evidence: Evidence) -> Section:
    """The appendix of rules, rulings and means, without what did not occur."""
    parts = [
        Section(f"Syndicate {name}: {table.caption}" if dossier.several else table.caption, (_untitled(table),))
        for name, run in dossier.runs.items()
        for table in _tables(run, name if dossier.several else "", evidence)
    ]
    said = () if parts else (say("Nothing waited for anybody's word, no rule was broken and no means were used."),)
    return Section("Appendix D: Rules, rulings and means", said, tuple(parts), new_page=True)


def _untitled(table: Table) -> Table:
    return Table(table.head, table.rows, table.widths)


def _tables(run: Run, name: str, evidence: Evidence) -> Iterator[Table]:
    broken = [fact for fact in run.facts if isinstance(fact, RuleBroken)]
    if broken:
        yield Table(
            ("When", "Team", "Rule", "What", "Basis"), tuple(_broken(run, name, fact, evidence) for fact in broken),
            (0.8, 1.3, 1, 3, 1.4), "Outside the rules",
        )  # fmt: skip
    limits = tuple(run.situation.rules.limits.values())
    if limits:
        titles = {clock.id: clock.title for clock in run.scenario.clocks}
        yield Table(
            ("Time limit", "Team", "Began", "Until", "Outcome"),
            tuple((prose(titles.get(row.clock, row.clock)), prose(run.scenario.name(row.team)),
                   prose(moment(row.started)), prose(moment(row.deadline)), prose(row.state)) for row in limits),
            (2.6, 1.4, 0.9, 0.9, 1), "Time limits",
        )  # fmt: skip
    rulings = tuple(run.situation.undertakings.rulings.values())
    if rulings:
        yield Table(
            ("Asked", "By", "For", "Of", "Ruling"), tuple(_ruling(run, name, row, evidence) for row in rulings),
            (0.8, 1.2, 2.8, 1.4, 2), "Rulings",
        )  # fmt: skip
    uses = tuple(run.situation.undertakings.uses.values())
    if uses:
        yield Table(
            ("Asked", "Means", "By", "To, for", "On the spot", "Then"),
            tuple(_use(run, name, row, evidence) for row in uses), (0.8, 1.6, 1.2, 2, 0.9, 1.6), "Means",
        )  # fmt: skip


def _broken(run: Run, name: str, fact: RuleBroken, evidence: Evidence) -> tuple[Prose, ...]:
    team = run.scenario.name(fact.team)
    cite = evidence.cite(name, moment(fact.at), "" if fact.entry is None else str(fact.entry), f"{team}: {fact.text}")
    return (
        prose(moment(fact.at)), prose(team), prose(fact.rule),
        prose(f"{_title(run, fact.about)}: {fact.text}", " ", cite), prose(fact.basis),
    )  # fmt: skip


def _ruling(run: Run, name: str, row: Ruling, evidence: Evidence) -> tuple[Prose, ...]:
    asked, given, who = row.asked, row.given, run.scenario.name
    about = f"{_title(run, asked.about)}: {_option(run, asked.about, asked.option)}" if asked.option else asked.about
    if given is None:
        ruling: Prose = prose("overtaken before a word came" if row.lapsed else "no word came")
    else:
        word = "granted" if given.granted else "refused"
        took = duration(given.at - asked.at)
        why = f": {given.reason.strip()}" if given.reason.strip() else ""
        text = f"{who(asked.by)} {word} {asked.about} to {who(asked.team)}"
        cite = evidence.cite(name, moment(given.at), "" if given.seq is None else str(given.seq), text)
        ruling = prose(Strong(word), f" after {took}{why} ", cite)
    by = f"{who(asked.by)} ({_RULINGS[asked.kind]})"
    return prose(moment(asked.at)), prose(who(asked.team)), prose(about), prose(by), ruling


def _use(run: Run, name: str, row: Use, evidence: Evidence) -> tuple[Prose, ...]:
    resource, who = run.scenario.resource[row.resource], run.scenario.name
    asked = next(fact.at for fact in run.facts if getattr(fact, "use", None) == row.id)
    what = f"{row.units} × {resource.title}" if row.units > 1 else resource.title
    cite = evidence.cite(name, moment(asked), str(row.entry), f"{who(row.team)} wanted {what}")
    goal = _title(run, row.to) if row.to in run.situation.injects else who(row.to)
    goal += f": {row.purpose}" if row.purpose and row.to not in row.purpose else ""
    then = f"free again at {moment(row.since)}" if row.state == "freed" else row.state
    why = f": {row.reason}" if row.reason else ""
    return (
        prose(moment(asked)), prose(what), prose(who(row.team)), prose(goal),
        prose("–" if row.there is None else moment(row.there)), prose(f"{then}{why} ", cite),
    )  # fmt: skip


def _title(run: Run, inject: str) -> str:
    found = run.situation.injects.get(inject)
    return f"{inject} “{found.title}”" if found else inject


def _option(run: Run, inject: str, option: str) -> str:
    found = run.situation.injects.get(inject)
    chosen = found.ask.option(option) if found and found.ask else None
    return f"“{chosen.text}”" if chosen else option
