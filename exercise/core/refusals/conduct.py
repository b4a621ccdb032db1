"""Why something cannot be disclosed like that."""

from __future__ import annotations

from typing import Any, get_args

from exercise.core.acts import Disclose, Seat, Shown
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge
from exercise.core.situation import Situation


def _disclose(_: Situation, __: Clock, ___: Seat, act: Disclose) -> str:
    known = get_args(Shown)
    if act.scoreboard not in known:
        return f"Trainees can be shown {', '.join(known[:-1])} or {known[-1]}; not {act.scoreboard!r}."
    return ""


JUDGES: dict[type[Any], Judge] = {Disclose: _disclose}
