"""How what a team has decided comes about: what each chosen option still waits for, and what became of it."""

from __future__ import annotations

from itertools import takewhile
from typing import Literal, NamedTuple

from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.facts import DecisionTaken
from exercise.core.fold import Answer
from exercise.core.ledgers.undertakings import Use
from exercise.core.scenario import Option
from exercise.core.situation import Situation
from exercise.core.views.means import Asked, asked_of
from exercise.core.views.rights import own_team

Outcome = Literal["waits", "carried out", "failed"]


class Undertaken(NamedTuple):
    """An option the team has chosen that others have a say in, or that needs means.

    ``asks`` are the rulings it needs, ``uses`` the resources it binds; ``at`` (ms) is when it was carried out or
    failed, ``reason`` why it failed.
    """

    option: str
    text: str
    outcome: Outcome
    at: int | None
    reason: str
    asks: tuple[Asked, ...]
    uses: tuple[Use, ...]


def undertaken(run: Run, seat: Seat, inject: str) -> tuple[Undertaken, ...]:
    """The options of the team's standing answer to an inject that do not act at once, in their order."""
    return _undertaken(run.situation, own_team(run, seat), inject)


def pending(situation: Situation, team: str) -> dict[str, Outcome]:
    """How the team's standing answers come about, by inject, where others have a say in them or means are bound."""
    undertakings = situation.undertakings
    about = [ruling.asked.about for ruling in undertakings.rulings.values() if ruling.asked.team == team]
    about += [use.to for use in undertakings.uses.values() if use.team == team]
    about += [inject for inject, _, who in undertakings.failed if who == team]
    found: dict[str, Outcome] = {}
    for inject in dict.fromkeys(about):
        outcomes = {row.outcome for row in _undertaken(situation, team, inject)}
        if outcomes:
            found[inject] = "waits" if "waits" in outcomes else "failed" if "failed" in outcomes else "carried out"
    return found


def _undertaken(situation: Situation, team: str, inject: str) -> tuple[Undertaken, ...]:
    answer, found = situation.answers.get((inject, team)), situation.injects.get(inject)
    standing = situation.standing(answer) if answer else None
    if answer is None or standing is None or found is None or found.ask is None:
        return ()
    acted_on = found.ask.acted_on(standing.options, standing.amounts)
    return tuple(
        _course(situation, answer, option, _since(situation, answer, option.id))
        for option in acted_on
        if situation.scenario.waits(team, option)
    )


def _since(situation: Situation, answer: Answer, option: str) -> DecisionTaken:
    """The decision since which the team has stood by the option: what it asked for then is not asked again."""
    standing = [taken for taken in answer.decisions if taken.seq not in situation.voided]
    return list(takewhile(lambda taken: option in taken.options, reversed(standing)))[-1]


def _course(situation: Situation, answer: Answer, option: Option, since: DecisionTaken) -> Undertaken:
    key, undertakings = (answer.inject, option.id, answer.team), situation.undertakings
    asks = [
        asked_of(situation, ruling)
        for ruling in undertakings.of(since.seq, option.id)
        if ruling.asked.about == answer.inject
    ]
    uses = [
        use
        for use in undertakings.uses.values()
        if use.entry == since.seq and use.purpose == f"{option.id} in {answer.inject}"
    ]
    carried, failed = undertakings.carried.get(key), undertakings.failed.get(key)
    outcome: Outcome = "waits"
    at, reason = None, ""
    if failed is not None and failed.entry == since.seq:
        outcome, at, reason = "failed", failed.at, failed.reason
    elif carried is not None and carried >= since.at:
        outcome, at = "carried out", carried
    return Undertaken(option.id, option.text, outcome, at, reason, tuple(asks), tuple(uses))
