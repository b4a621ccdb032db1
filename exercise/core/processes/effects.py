"""What a choice sets off in the situation, once it has settled."""

from __future__ import annotations

from collections.abc import Callable

from exercise.core import conditions
from exercise.core.facts import (
    DecisionTaken,
)
from exercise.core.processes.carriage import pass_on
from exercise.core.processes.world import World
from exercise.core.scenario import Effect


def feel(world: World, effect: Effect, cause: str, still: Callable[[], bool], settle: int = 0) -> None:
    """Let an effect be felt once it has settled and after its own delay, if its cause still stands then."""

    def felt(_: object) -> None:
        if still():
            world.move(effect.measure, effect.by, cause)

    delay = effect.after + settle
    if delay:
        world.after(delay, felt)
    else:
        felt(None)


def take_effect(world: World, decision: DecisionTaken) -> None:
    """Let what a team chose be felt once it has settled; a revision before that undoes it.

    Of a ranking only the first place is acted on.
    """
    inject = world.situation.injects[decision.inject]
    if inject.ask is None:
        return
    chosen = decision.options[:1] if inject.ask.kind == "rank" else decision.options
    for id in chosen:
        option = inject.ask.option(id)
        if option is None:
            continue
        for share in option.shares:
            pass_on(world, share.report, decision.team, share.to, share.channel, decision.seq)
        effects = option.effects
        for extra in option.also:
            if conditions.parse(extra.when).holds(world.situation, world.now):
                effects += extra.effects
        still, cause = _lasting(world, decision, id), f"{inject.id} {id} by {decision.team}"
        for effect in effects:
            feel(world, effect, cause, still, world.scenario.settle)


def _lasting(world: World, decision: DecisionTaken, option: str) -> Callable[[], bool]:
    """Whether a decision still stands; an option is felt once per team and inject, however often people return."""
    key, situation, mine = (decision.inject, decision.team, option), world.situation, False

    def still() -> bool:
        nonlocal mine
        if situation.standing(situation.answers[key[:2]]) is not decision:
            return False
        if key not in world.felt:
            world.felt.add(key)
            mine = True
        return mine

    return still
