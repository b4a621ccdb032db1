"""How a decision that needs others comes about: a ruling, partners, means, and the time a team takes to act."""

from __future__ import annotations

from exercise.core.facts import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalKind,
    DecisionTaken,
    JointAgreed,
    OptionCarriedOut,
    OptionFailed,
    ResourceAsked,
)
from exercise.core.fold import Answer
from exercise.core.processes.effects import carry_out, fail
from exercise.core.processes.means import send, stay
from exercise.core.processes.world import Process, World
from exercise.core.scenario import MINUTE, Option

# A ruling that nobody gives in this time is a no (ms).
RULING = 30 * MINUTE


def stand_by(world: World, answer: Answer) -> None:
    """Begin what the team's standing decision adds to what it is doing already; drop what it leaves out."""
    ask, standing = world.situation.injects[answer.inject].ask, world.situation.standing(answer)
    acted_on = ask.acted_on(standing.options, standing.amounts) if ask and standing else ()
    options = {option.id: option for option in acted_on}
    acting = world.acting[answer.inject, answer.team]
    # Another amount is another thing to do.
    amounts = ask is not None and ask.kind == "allocate"
    for id, seq in tuple(acting.items()):
        if id not in options or (amounts and standing is not None and seq != standing.seq):
            del acting[id]
            world.withdraw(seq, id)
    if standing is None:
        return
    for id, option in options.items():
        if id in acting:
            continue
        acting[id] = standing.seq
        if world.scenario.waits(answer.team, option):
            world.env.process(undertake(world, standing, option))
        else:
            carry_out(world, standing, option)


def undertake(world: World, decision: DecisionTaken, option: Option) -> Process:
    """Wait for the ruling, the partners and the means, one after the other; then act, or say why it came to nothing."""
    for step in (_rule, _join, _gather, _react):
        yield from step(world, decision, option)
        reason = _hindrance(world, decision, option)
        if reason:
            world.withdraw(decision.seq, option.id)
            world.emit(OptionFailed(world.now, decision.seq, decision.inject, option.id, decision.team, reason))
            fail(world, decision, option)
            return
    world.emit(OptionCarriedOut(world.now, decision.seq, decision.inject, option.id, decision.team))
    carry_out(world, decision, option)


def _rule(world: World, decision: DecisionTaken, option: Option) -> Process:
    """Wait until whoever holds the rung has ruled."""
    by = world.scenario.ruler(decision.team, option)
    if by:
        yield from _ask(world, decision, option, "authority", (by,), RULING)


def _join(world: World, decision: DecisionTaken, option: Option) -> Process:
    """Wait until every partner has confirmed; one that has chosen the option itself need not be asked."""
    if option.together is None:
        return
    teams = tuple(team for team in option.together.teams if team != decision.team)
    yield from _ask(world, decision, option, "partner", teams, option.together.within)
    rulings = world.situation.undertakings.rulings
    given = [rulings[decision.seq, decision.inject, option.id, team].given for team in teams]
    times = [decision.at, *(ruling.at for ruling in given if ruling is not None and ruling.granted)]
    if len(times) == 1 + len(teams):
        world.emit(
            JointAgreed(
                world.now, decision.seq, decision.inject, option.id, decision.team, teams, max(times) - min(times)
            )
        )


def _ask(
    world: World, decision: DecisionTaken, option: Option, kind: ApprovalKind, parties: tuple[str, ...], within: int
) -> Process:
    """Ask everybody named and wait until all have ruled, one refuses, the time is over or the decision is dropped."""
    deadline, dropped = world.now + within, world.withdrawal(decision.seq, option.id)
    over = world.env.timeout(within)
    for by in parties:
        world.emit(
            ApprovalAsked(world.now, decision.seq, kind, decision.team, decision.inject, option.id, by, deadline)
        )
        if kind == "partner" and (standing := _chose(world, decision.inject, option.id, by)):
            _give(world, decision, option, kind, by, True, "chose it too", standing.seq)
    for by in parties:
        ruled = world.ruling(decision.seq, decision.inject, option.id, by)
        while not (ruled.triggered or over.processed or dropped.triggered):
            yield ruled | over | dropped
    if dropped.triggered:
        return
    for by in parties:
        if world.situation.undertakings.rulings[decision.seq, decision.inject, option.id, by].given is None:
            words = "nobody ruled in time" if kind == "authority" else "did not confirm in time"
            _give(world, decision, option, kind, by, False, words, None)


def _chose(world: World, inject: str, option: str, team: str) -> DecisionTaken | None:
    """The team's standing decision for that option, or None."""
    answer = world.situation.answers.get((inject, team))
    standing = world.situation.standing(answer) if answer else None
    return standing if standing and option in standing.options else None


def _give(
    world: World, decision: DecisionTaken, option: Option, kind: ApprovalKind, by: str, granted: bool, reason: str,
    seq: int | None,
) -> None:  # fmt: skip
    world.rule(ApprovalGiven(world.now, decision.seq, kind, decision.inject, option.id, by, granted, reason, seq))


def _gather(world: World, decision: DecisionTaken, option: Option) -> Process:
    """Send what the option needs, one after the other, and keep it there for its time.

    Teams that choose the same option of an inject share what one of them has sent.
    """
    purpose = f"{option.id} in {decision.inject}"
    for need in option.needs:
        if world.situation.undertakings.sent_for(need.resource, purpose):
            yield world.once(f"arrived({need.resource}, {decision.inject})")
            continue
        wanted = ResourceAsked(
            world.now, f"{need.resource}-{decision.seq}", need.resource, need.units, decision.team, decision.inject,
            purpose, need.busy, decision.seq,
        )  # fmt: skip
        yield from send(world, wanted, option.id)
        if not world.situation.undertakings.there(wanted.use):
            return
        world.env.process(stay(world, wanted, option.id))


def _react(world: World, decision: DecisionTaken, option: Option) -> Process:
    """Let the team take its time to act."""
    reaction = world.scenario.agency[decision.team].reaction
    if reaction:
        yield world.env.timeout(
            reaction.draw(lambda: world.rng(f"reaction/{decision.inject}/{option.id}/{decision.team}"))
        )


def _hindrance(world: World, decision: DecisionTaken, option: Option) -> str:
    """Why the option comes to nothing; empty while nothing stands in its way."""
    name = world.scenario.name
    if world.withdrawn(decision.seq, option.id):
        return "the team changed its mind"
    for ruling in world.situation.undertakings.of(decision.seq, option.id):
        if ruling.given and not ruling.given.granted and ruling.asked.kind != "clearance":
            verb = "refused" if ruling.given.seq is not None else ""
            return f"{name(ruling.asked.by)}: {ruling.given.reason or verb}"
    for need in option.needs:
        use = world.situation.undertakings.uses.get(f"{need.resource}-{decision.seq}")
        if use and use.state == "freed" and use.there is None:
            return f"{world.scenario.resource[need.resource].title}: {use.reason}"
    return ""
