"""One scenario, several exercises: under another coordination model or mandate, as a drill, at a table, as a sequel.

Each is a pure function from a scenario to a scenario, applied before an exercise is made and frozen with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from exercise.core.acts import Jump, StartEx
from exercise.core.conditions import parse
from exercise.core.engine import Run
from exercise.core.scenario import MINUTE, Adversary, Inject, Network, Report, Scenario

# A drill does not begin with a long wait: its first inject comes this long (ms) after StartEx.
LEAD = 2 * MINUTE


def with_model(scenario: Scenario, id: str) -> Scenario:
    """The scenario with its agencies tied together otherwise.

    Raises:
        ValueError: there is no such coordination model; the message names those there are.
    """
    return replace(scenario, coordination=_known(id, (model.id for model in scenario.models), "coordination model"))


def with_mandate(scenario: Scenario, variant: str) -> Scenario:
    """The scenario under another variant of its mandate.

    Raises:
        ValueError: the scenario has no such variant; the message names those it has.
    """
    return replace(scenario, mandate=_known(variant, scenario.mandates, "mandate"))


def carry_over(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with its measures as a campaign's last session left them; those it has alone keep their start."""
    return replace(
        scenario,
        measures=tuple(
            replace(measure, start=min(100.0, max(0.0, values.get(measure.id, measure.start))))
            for measure in scenario.measures
        ),
    )


def table_top(scenario: Scenario) -> Scenario:
    """The scenario for a discussion: no window runs out, and the questions asked close when the next one comes.

    Nothing waits for a while that chance decides, since nobody at the table would see it pass. The clock stands still
    from StartEx on (`start`); the controller goes from inject to inject (`step`).
    """
    return replace(
        scenario,
        mode="table-top",
        injects=tuple(replace(inject, window=None, delay=None) for inject in scenario.injects),
        probes=tuple(replace(probe, window=None) for probe in scenario.probes),
    )


def start(scenario: Scenario, rate: float) -> StartEx:
    """StartEx as the scenario's mode wants it: at a table the clock stands still until the controller goes on."""
    return StartEx(rate, paused=scenario.mode == "table-top")


def step(run: Run) -> Jump | None:
    """The jump to the next inject that time alone brings; None when there is none.

    Routine traffic is no reason to go on: it comes along with the next inject that is one.
    """
    due = [
        at
        for inject in run.situation.injects.values()
        if inject.kind != "routine" and run.situation.waits(inject.id)
        and inject.id not in run.situation.held and not inject.hold
        and (at := _due(run, inject)) is not None and at > run.at
    ]  # fmt: skip
    return Jump(min(due)) if due else None


def _due(run: Run, inject: Inject) -> int | None:
    """When the inject is due by its time alone (ms); None where it waits for something else."""
    situation = run.situation
    if inject.kind == "expected-action":
        return None
    moved = situation.move(inject.id)
    if moved is not None:
        return moved.to
    if inject.when or inject.id in run.scenario.mover:
        return None
    if inject.after is None:
        return inject.at
    followed = situation.delivered_at(inject.after.inject)
    return None if followed is None else followed + inject.after.delay


def drill(scenario: Scenario, task: str) -> Scenario:
    """The part of a scenario that trains one task: its injects, and everything they follow from.

    What goes with other injects goes too: reports only they give, moves, probes and endings about them. Where no
    condition looks at the exercise clock, the whole is brought forward to `LEAD` after StartEx.

    Raises:
        ValueError: no inject trains that task; the message names the tasks there are.
    """
    tasks = {inject.task: None for inject in scenario.injects if inject.task}
    _known(task, tasks, "task with an inject")
    kept = _kept(scenario, task)
    dropped = set(scenario.inject) - kept
    gone = _only_given_by(scenario, dropped)
    part = replace(
        scenario,
        mode="drill",
        injects=tuple(_without(inject, gone, kept) for inject in scenario.injects if inject.id in kept),
        objectives=tuple(
            replace(objective, tasks=tuple(found for found in objective.tasks if found.id == task))
            for objective in scenario.objectives
            if any(found.id == task for found in objective.tasks)
        ),
        reports=tuple(report for report in scenario.reports if report.id not in gone),
        adversaries=tuple(_moves(scenario.adversaries, kept)),
        probes=tuple(
            probe
            for probe in scenario.probes
            if not dropped & _mentions(probe.outcome, *probe.right_when)
        ),
        endings=tuple(ending for ending in scenario.endings if not dropped & _mentions(ending.when)),
        networks=tuple(_without_pieces(scenario.networks, gone)),
        clocks=tuple(clock for clock in scenario.clocks if not dropped & _mentions(clock.starts, clock.stops)),
    )  # fmt: skip
    return _forward(part)


def _kept(scenario: Scenario, task: str) -> set[str]:
    """The injects of the task, what they follow from, and what comes when one of them is missed."""
    kept: set[str] = set()
    todo = [inject.id for inject in scenario.injects if inject.task == task]
    while todo:
        id = todo.pop()
        if id in kept or id not in scenario.inject:
            continue
        kept.add(id)
        inject = scenario.inject[id]
        todo += _sources(scenario, inject)
        if inject.if_missed:
            todo.append(inject.if_missed)
    return kept


def _sources(scenario: Scenario, inject: Inject) -> Iterator[str]:
    """The injects that this one follows from, directly."""
    if inject.after:
        yield inject.after.inject
    moves = [move.when for side in scenario.adversaries for move in side.moves if move.inject == inject.id]
    options = inject.ask.options if inject.ask else ()
    needed = [step.when for option in options for step in option.requires]
    for name in sorted(_mentions(inject.when, inject.unless, inject.met, *moves, *needed)):
        if name in scenario.inject:
            yield name
        elif name in scenario.given:
            yield from (giver.id for giver in scenario.injects if name in giver.gives)
    held = {share.report for option in options for share in option.shares}
    yield from (giver.id for giver in scenario.injects if held & set(giver.gives))


def _mentions(*texts: str) -> frozenset[str]:
    """Everything that conditions look at."""
    return frozenset().union(*(parse(text).mentions for text in texts if text))


def _only_given_by(scenario: Scenario, dropped: set[str]) -> set[str]:
    """Reports that nobody can come by without the injects left out."""
    kept = {report for inject in scenario.injects if inject.id not in dropped for report in inject.gives}
    return set(scenario.given) - kept


def _without(inject: Inject, gone: set[str], kept: set[str]) -> Inject:
    """The inject without what it could not name any more."""
    return replace(
        inject,
        gives=tuple(report for report in inject.gives if report not in gone),
        if_missed=inject.if_missed if inject.if_missed in kept else "",
    )


def _without_pieces(networks: Iterable[Network], gone: set[str]) -> Iterator[Network]:
    """The networks without what nobody can piece together any more."""
    for network in networks:
        nodes = tuple(node for node in network.nodes if not gone & set(node.reports))
        if nodes:
            yield replace(network, nodes=nodes)


def _moves(adversaries: Iterable[Adversary], kept: set[str]) -> Iterator[Adversary]:
    for side in adversaries:
        moves = tuple(move for move in side.moves if move.inject in kept)
        if moves:
            yield replace(side, moves=moves)


def _forward(scenario: Scenario) -> Scenario:
    """The scenario brought forward, so that its first planned inject comes `LEAD` after StartEx."""
    planned = [inject.at for inject in scenario.injects if inject.at is not None]
    texts = [text for inject in scenario.injects for text in (inject.when, inject.unless, inject.met) if text]
    timed = any(atom.name == "elapsed" for text in texts for atom in parse(text).atoms())
    by = min(planned, default=0) - LEAD
    if by <= 0 or timed:
        return scenario
    return replace(
        scenario,
        duration=scenario.duration - by,
        injects=tuple(
            inject if inject.at is None else replace(inject, at=inject.at - by) for inject in scenario.injects
        ),
        reports=tuple(_earlier(report, by) for report in scenario.reports),
        probes=tuple(
            probe if probe.at is None else replace(probe, at=max(0, probe.at - by)) for probe in scenario.probes
        ),
        adversaries=tuple(replace(side, first=max(0, side.first - by)) for side in scenario.adversaries),
    )


def _earlier(report: Report, by: int) -> Report:
    return replace(
        report,
        needed_by=tuple((team, max(0, at - by)) for team, at in report.needed_by),
        as_of=None if report.as_of is None else report.as_of - by,
    )


def _known(name: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    if name not in names:
        raise ValueError(f"{name} is not a {what} of this scenario; known: {', '.join(names) or 'none'}")
    return name
