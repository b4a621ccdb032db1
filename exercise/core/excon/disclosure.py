"""What the controller lets trainees see of scores and debrief, and whether the scoreboard stands still."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, cast

from exercise.core.acts import Role, Seat, Shown
from exercise.core.debrief.playback import until
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import blinded
from exercise.core.facts import DisclosureChanged
from exercise.core.views import NotYours


class Disclosure(NamedTuple):
    """What is open to trainees; ``frozen`` is the moment (ms) at which the scoreboard stands still, or None."""

    scoreboard: Shown = "nothing"
    frozen: int | None = None
    debrief: bool = False


def disclosure(run: Run) -> Disclosure:
    """What the controller's last word is; nothing until there is one."""
    found = Disclosure()
    for fact in run.facts:
        if isinstance(fact, DisclosureChanged):
            since = found.frozen if found.frozen is not None else fact.at
            found = Disclosure(cast(Shown, fact.scoreboard), since if fact.frozen else None, fact.debrief)
    return found


def scored(run: Run, seat: Seat) -> Run:
    """The run as the scoreboard shows it to this seat: now, or where it was frozen.

    Raters see nothing in it that rests on another's grade of words which they have yet to grade themselves.

    Raises:
        NotYours: trainees are not shown any scores.
    """
    found = disclosure(run)
    if seat.role is Role.TRAINEE and found.scoreboard == "nothing":
        raise NotYours("The scores are for the exercise staff, until the controller shows them.")
    run = _blinded(run, seat) if seat.role in (Role.EVALUATOR, Role.INSTRUCTOR) else run
    return run if found.frozen is None else until(run, found.frozen)


def admitted(run: Run, seat: Seat) -> Run:
    """The whole run, for whoever may hold the debrief: staff at any time, trainees after EndEx where it is open.

    Evaluators stay as blind in it as on their own page; an instructor, who settles their differences, does not.

    Raises:
        NotYours: the debrief is not open to trainees, or the exercise has not ended.
    """
    if seat.role is Role.TRAINEE and not (disclosure(run).debrief and run.situation.ended is not None):
        raise NotYours("The debrief opens after EndEx, when the controller opens it.")
    return _blinded(run, seat) if seat.role is Role.EVALUATOR else run


def _blinded(run: Run, seat: Seat) -> Run:
    """The run as a rater may see it. The situation knows nothing of ratings, so it stays."""
    return replace(run, facts=blinded(run.facts, seat.id))
