"""How the report opens: what the exercise was, and its objectives with their ratings."""

from __future__ import annotations

from exercise.core.conditions import clock as duration
from exercise.core.engine import Run
from exercise.core.evaluation.agreement import Agreement, agreement, strength
from exercise.core.evaluation.attainment import attainment, measured
from exercise.core.evaluation.ratings import DEFINITIONS, ORDER, blind, given, result
from exercise.core.scenario import Objective
from exercise.report.document import Block, Bullets, Paragraph, Prose, Section, Strong, Table, prose, say
from exercise.report.dossier import Dossier

NOT_RATED = "not rated"


def overview(dossier: Dossier) -> Section:
    """What the exercise was, and how to read the rest."""
    scenario = dossier.scenario
    agencies: Table = Table(
        ("Agency", "Kind"),
        tuple((prose(agency.name), prose(agency.kind)) for agency in scenario.agencies),
        (3, 1),
    )
    blocks: list[Block] = [say(scenario.summary)] if scenario.summary else []
    if scenario.objectives:
        blocks += [
            say("The exercise was planned to train:"),
            Bullets(tuple(prose(o.title) for o in scenario.objectives)),
        ]
    blocks += [say("Taking part:"), agencies, _reading(dossier)]
    return Section("Exercise overview", tuple(blocks))


def _reading(dossier: Dossier) -> Paragraph:
    return say(
        "How to read this report. Every statement rests on the exercise's log; the numbers in brackets lead to the "
        "record in the last appendix. Times are exercise time since StartEx (H). What teams did (measures of "
        "performance) and what became of the situation (measures of effectiveness) stand apart and are never added. "
        + ("Names are left out. " if not dossier.names else "")
        + "Small counts say little: read the count beside every figure.",
        quiet=True,
    )


def objectives(dossier: Dossier) -> Section:
    """Objectives and critical tasks with their ratings, and how far the raters agree."""
    if not dossier.scenario.objectives:
        return Section("Objectives and ratings", (say("The scenario names no objectives."),))
    legend = Table(
        ("Rating", "Meaning"),
        tuple((prose(Strong(f"{d.letter}  {d.title}")), prose(d.text)) for d in DEFINITIONS.values()),
        (1, 2.4),
    )
    if not dossier.several:
        return Section("Objectives and ratings", (*_rated(dossier, dossier.run), legend))
    parts = tuple(Section(f"Syndicate {name}", tuple(_rated(dossier, run))) for name, run in dossier.runs.items())
    return Section("Objectives and ratings", (legend,), parts)


def _rated(dossier: Dossier, run: Run) -> list[Block]:
    ratings = given(run.facts)
    rows: list[tuple[Prose, ...]] = []
    for record in attainment(run):
        objective = record.objective
        seen = measured(record.tasks)
        rows.append(_row(run, objective.id, objective.title, objective.capability, seen, strong=True))
        rows += [_row(run, task.task.id, task.task.text, "", measured((task,))) for task in record.tasks]
    table = Table(("", "Objective, critical task", "Capability", "Rating", "What the raters say, or what was measured"),
                  tuple(rows),
                  (1, 3.1, 1.2, 0.9, 2.2))  # fmt: skip
    blocks: list[Block] = []
    if not ratings:
        blocks.append(
            say("No task has been rated yet: evaluators rate on the evaluate page, during play or after EndEx.")
        )
    return [*blocks, table, *_agreed(agreement(blind(run.facts), ORDER))]


def _row(run: Run, id: str, text: str, capability: str, seen: str, strong: bool = False) -> tuple[Prose, ...]:
    """A rated row says why; one that nobody rated says what the record has towards it."""
    found = given(run.facts).get(id, {})
    letters = " ".join(fact.rating for fact in found.values())
    letter = result(found)
    shown = letter + (f" ({letters})" if len(found) > 1 else "") if letter else NOT_RATED
    whys = "\n".join(f"{fact.rating}: {fact.why.strip()}" for fact in found.values() if fact.why.strip())
    return (
        prose(Strong(id) if strong else id),
        prose(Strong(text) if strong else text),
        prose(capability),
        prose(Strong(shown) if letter else shown),
        prose(whys if letter else f"Measured: {seen}" if seen else "Nothing in this run exercised it."),
    )


def _agreed(found: Agreement) -> list[Block]:
    if not found.units or found.alike is None:
        return []
    figures = [
        f"{name} {figure:.2f} ({strength(figure)})"
        for name, figure in (("Cohen’s κ (linear weights)", found.kappa), ("Krippendorff’s α (ordinal)", found.alpha))
        if figure is not None
    ]
    worked = f" Beyond chance: {'; '.join(figures)}." if figures else ""
    return [
        say(
            f"{found.raters} raters rated {found.units} of these independently, before they saw each other’s ratings, "
            f"and gave the same rating to {100 * found.alike:.0f} % of them.{worked}",
            quiet=True,
        )
    ]


def lasted(dossier: Dossier) -> str:
    """How long the exercise was, in exercise time and in real time."""
    run, clock = dossier.run, dossier.run.clock
    if not dossier.started or clock.wall is None or not clock.anchors:
        return "not started"
    real = (clock.wall if clock.state == "ended" else dossier.written) - clock.anchors[0].wall
    shown = f"{duration(run.situation.ended if run.situation.ended is not None else run.at)} of exercise time"
    return f"{shown} in {duration(round(real.total_seconds() * 1000))}, pauses included"


def capability(objective: Objective) -> str:
    """An objective as a heading."""
    return f"{objective.id}  {objective.title}"
