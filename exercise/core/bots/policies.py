"""How skilled simulated trainees are: what each policy does, how well and how fast."""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple

from exercise.core.acts import Act, Seat
from exercise.core.scenario import MINUTE, Scenario

Policy = Literal["expert", "typical", "random", "absent"]
POLICIES: tuple[Policy, ...] = ("expert", "typical", "random", "absent")

# How much of the window a policy takes, at least and at most, and the chance that it answers at all.
PACE: dict[Policy, tuple[float, float, float]] = {
    "expert": (0.15, 0.45, 1.0),
    "typical": (0.30, 0.95, 0.9),
    "random": (0.10, 1.20, 0.8),
    "absent": (0.0, 0.0, 0.0),
}
# The chance that a report is passed to a partner who needs it, and after how many minutes.
SHARES: dict[Policy, tuple[float, tuple[float, float]]] = {
    "expert": (1.0, (1, 4)),
    "typical": (0.55, (4, 20)),
    "random": (0.25, (2, 40)),
    "absent": (0.0, (0, 0)),
}
# The chance that what a team lacks is asked for, how many minutes it waits for it to come by itself, and how many
# before it is needed it asks at the latest.
ASKS: dict[Policy, tuple[float, tuple[float, float], tuple[float, float]]] = {
    "expert": (1.0, (6, 12), (20, 30)),
    "typical": (0.5, (10, 25), (0, 15)),
    "random": (0.25, (2, 40), (0, 30)),
    "absent": (0.0, (0, 0), (0, 0)),
}
# The chance that a partner's means are asked for when an inject puts something before the team.
SUPPORT: dict[Policy, float] = {"expert": 0.15, "typical": 0.15, "random": 0.15, "absent": 0.0}
# For how many minutes a unit stays with the partner it was lent to.
LENDS: dict[Policy, tuple[float, float]] = {
    "expert": (15, 25),
    "typical": (20, 45),
    "random": (5, 90),
    "absent": (0, 0),
}
# The chance that a plan is filed before StartEx, and how often (min) it promises a report.
PLANS: dict[Policy, tuple[float, int]] = {
    "expert": (1.0, 30),
    "typical": (0.7, 45),
    "random": (0.4, 60),
    "absent": (0.0, 60),
}
# How many minutes a policy takes to rule on what waits for it.
RULES: dict[Policy, tuple[float, float]] = {
    "expert": (1, 4),
    "typical": (2, 12),
    "random": (1, 25),
    "absent": (0, 0),
}
# The chance that a policy reads the marking before it chooses a channel.
READS: dict[Policy, float] = {"expert": 1.0, "typical": 0.8, "random": 0.3, "absent": 0.0}
# The chance that a report everybody may read is put on the joint picture, and that a false one is kept off it.
POSTS: dict[Policy, tuple[float, float]] = {
    "expert": (1.0, 1.0),
    "typical": (0.4, 0.5),
    "random": (0.2, 0.0),
    "absent": (0.0, 0.0),
}
# The chance of knowing the right answer to a probe, and how far (in points) a forecast is off what the signs say.
KNOWS: dict[Policy, tuple[float, float]] = {
    "expert": (0.85, 8),
    "typical": (0.6, 25),
    "random": (0.0, 100),
    "absent": (0.0, 0),
}
NO_WINDOW = 12 * MINUTE


class Plan(NamedTuple):
    """What a bot means to do at exercise time ``at`` (ms); ``key`` makes doing it twice harmless."""

    at: int
    key: str
    seat: Seat
    act: Act


def stream(scenario: Scenario, seat: Seat, about: str) -> Random:
    """The bot's own luck in one matter."""
    return Random(f"{scenario.seed}/bot/{seat.syndicate}/{seat.team}/{about}")


def moment_of(policy: Policy, at: int, deadline: int | None, rng: Random) -> int:
    """When (ms) a policy answers what was put before it at ``at``, inside its window or the usual time."""
    least, most, _ = PACE[policy]
    window = (deadline - at) if deadline is not None else NO_WINDOW
    return at + round(window * rng.uniform(least, most))
