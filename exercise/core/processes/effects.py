"""What a choice sets off in the situation, once it has settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from exercise.core import conditions
from exercise.core.facts import DecisionTaken
from exercise.core.processes.carriage import pass_on
from exercise.core.processes.rules import broken, escalate, hurt
from exercise.core.processes.world import World
from exercise.core.scenario import Ask, Effect, Option


def feel(world: World, effect: Effect, cause: str, still: Callable[[], bool], settle: int = 0) -> None:
    """Let an effect be felt once it has settled and after its own delay, if its cause still stands then."""
    delay = effect.after + settle
    if delay:
        world.owe(delay, effect.measure, effect.by, cause, still)
    elif still():
        world.move(effect.measure, effect.by, cause)


def portion(ask: Ask, decision: DecisionTaken, option: Option) -> float:
    """How much of an option is carried out (0-1): all of it, or in an allocation its amount beside the experts'.

    What the experts give nothing is measured by the whole.
    """
    if ask.kind != "allocate":
        return 1.0
    amount = dict(zip(decision.options, decision.amounts, strict=False)).get(option.id, 0)
    return min(1.0, amount / (option.ideal or ask.total))


def carry_out(world: World, decision: DecisionTaken, option: Option) -> None:
    """Let an option be felt once it has settled; dropping it before that undoes it."""
    for share in option.shares:
        pass_on(world, share.report, decision.team, share.to, share.channel, decision.seq)
    effects = option.effects
    for extra in option.also:
        if conditions.parse(extra.when).holds(world.situation, world.now):
            effects += extra.effects
    still, settle = _lasting(world, decision, option), max(0, decision.at + world.scenario.settle - world.now)
    cause = f"{decision.inject} {option.id} by {decision.team}"
    ask = world.situation.injects[decision.inject].ask
    part = portion(ask, decision, option) if ask else 1.0
    for effect in effects:
        feel(world, effect if part == 1 else replace(effect, by=effect.by * part), cause, still, settle)
    bound = option.what or option.law or option.requires
    rules = tuple(broken(world.situation, world.now, decision, option)) if bound else ()
    if not (rules or option.harm or option.escalates):
        return

    def weigh(_: object) -> None:
        if not still():
            return
        for fact in rules:
            world.emit(fact._replace(at=world.now))
        for harm in option.harm:
            hurt(world, harm, decision.inject, option.id, decision.team)
        escalate(world, option.escalates, cause)

    world.after(settle, weigh)


def fail(world: World, decision: DecisionTaken, option: Option) -> None:
    """Let what an option costs when it comes to nothing be felt, unless its team had dropped it itself."""
    if world.acts_on(decision, option.id):
        for effect in option.failed_effects:
            feel(world, effect, f"{decision.inject} {option.id} fell through", lambda: True)
        del world.acting[decision.inject, decision.team][option.id]


def _lasting(world: World, decision: DecisionTaken, option: Option) -> Callable[[], bool]:
    """Whether an option still stands; it is felt once per inject and team (for a joint option, once for all)."""
    key, mine = (decision.inject, "" if option.together else decision.team, option.id), False

    def still() -> bool:
        nonlocal mine
        if not world.acts_on(decision, option.id):
            return False
        if key not in world.felt:
            world.felt.add(key)
            mine = True
        return mine

    return still
