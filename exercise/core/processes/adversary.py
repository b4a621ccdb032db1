"""The side that nobody plays: it chooses among its open moves, and drops what does not work."""

from __future__ import annotations

from exercise.core import conditions
from exercise.core.facts import AdversaryMoved, MoveCountered
from exercise.core.processes.world import Process, World
from exercise.core.scenario import SECOND, Adversary, Move

# So many parried moves make a tactic not worth trying again.
TIRED = 2


def oppose(world: World, adversary: Adversary) -> Process:
    """Make a move every so often, by weight and seed, until there is none left to make."""
    stream = world.rng(f"adversary/{adversary.id}")
    yield world.env.timeout(adversary.first)
    while any(world.situation.delivered_at(move.inject) is None for move in adversary.moves):
        found = [move for move in adversary.moves if _open(world, adversary, move)]
        if found:
            _make(world, adversary, stream.choices(found, [move.weight for move in found])[0])
        yield world.env.timeout(max(SECOND, adversary.every.draw(lambda: stream)))


def _open(world: World, adversary: Adversary, move: Move) -> bool:
    """Whether a move can be made now: its inject waits for it and is not held back, and its condition holds."""
    line, situation = world.line(move.inject), world.situation
    waits = line.chosen is not None and not line.chosen.triggered and situation.waits(move.inject)
    return (
        waits
        and not line.held
        and move.weight > 0
        and (adversary.id, move.tactic) not in situation.adversaries.dropped
        and (not move.when or conditions.parse(move.when).holds(situation, world.now))
    )


def _make(world: World, adversary: Adversary, move: Move) -> None:
    world.emit(AdversaryMoved(world.now, adversary.id, move.inject, move.tactic))
    world.choice(move.inject).succeed()
    world.env.process(_learn(world, adversary, move))


def _learn(world: World, adversary: Adversary, move: Move) -> Process:
    """Notice when a move is parried or prevented; a tactic parried twice is given up."""
    parried = f"prevented({move.inject})" + (f" or ({move.countered})" if move.countered else "")
    yield world.once(parried)
    given_up = world.situation.adversaries.parried(adversary.id, move.tactic) + 1 >= TIRED
    world.emit(MoveCountered(world.now, adversary.id, move.inject, move.tactic, given_up))
