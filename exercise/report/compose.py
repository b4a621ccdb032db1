"""The after-action report, section by section in the order of HSEEP."""

from __future__ import annotations

from exercise.report import appendices
from exercise.report.closing import participants, plan
from exercise.report.course import happened
from exercise.report.decisive import decisive
from exercise.report.document import Document, Evidence
from exercise.report.dossier import Dossier
from exercise.report.judgement import judged
from exercise.report.ledgers import ruled
from exercise.report.opening import lasted, objectives, overview


def compose(dossier: Dossier) -> Document:
    """The whole report."""
    evidence, scenario = Evidence(), dossier.scenario
    sections = (
        overview(dossier),
        objectives(dossier),
        happened(dossier, evidence),
        decisive(dossier, evidence),
        judged(dossier, "strength", evidence),
        judged(dossier, "improvement", evidence),
        plan(dossier),
        participants(dossier),
        appendices.scored(dossier),
        appendices.decided(dossier, evidence),
        appendices.knew(dossier),
        ruled(dossier, evidence),
        appendices.seen(dossier),
        appendices.answered(dossier),
        appendices.proved(evidence, dossier.several),
    )
    shown = "" if scenario.marking.upper() == "EXERCISE" else f" · {scenario.marking}"
    return Document(
        title=f"After-action report: {dossier.info.title}",
        subtitle="with improvement plan",
        marking=f"EXERCISE EXERCISE EXERCISE{shown}",
        author="Whitecell",
        language=scenario.language,
        facts=_facts(dossier),
        sections=sections,
    )


def _facts(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    info, scenario, clock = dossier.info, dossier.scenario, dossier.run.clock
    state = {"ready": "not started", "running": "still running", "paused": "paused", "ended": "ended"}[clock.state]
    played = f"{clock.anchors[0].wall:%d %B %Y, %H:%M} UTC" if clock.anchors else "not yet"
    people = sum(seat.joined_wall is not None for seat in dossier.seats if seat.team)
    facts = [
        ("Exercise", f"{info.title} ({info.id})"),
        ("Scenario", f"{scenario.title} {scenario.version}, seed {info.seed}"),
        ("Played", played),
        ("State", state),
        ("Length", lasted(dossier)),
        ("Teams", f"{len(scenario.agencies)} agencies, {len(dossier.runs)} syndicate{'s' if dossier.several else ''}, "
                  f"{people} people joined"),
        ("Report written", f"{dossier.written:%d %B %Y, %H:%M} UTC from entry {info.last_seq} of the log"),
    ]  # fmt: skip
    if info.parent:
        facts.append(("Follows" if info.parent_at is None else "Retry of", info.parent))
    return tuple(facts)
