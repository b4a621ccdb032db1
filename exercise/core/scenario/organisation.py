"""Who plays, and by what ways they reach each other."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.core.scenario.chance import MINUTE, Spread

# Sensitivity of information, lowest first.
LEVELS = ("unclassified", "restricted", "confidential", "secret")


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that one team plays: its name, kind and role card (Markdown).

    ``reaction`` is how long it takes to act on its own decisions, ``caveats`` the kinds of task it must not do.
    """

    id: str
    name: str
    kind: str
    card: str
    short: str = ""
    clearance: str = "unclassified"
    reaction: Spread | None = None
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SimCellRole:
    """Somebody the controllers play: the press, headquarters, the elders."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way from team to team: how long it takes, how much it may carry, one at a time or not."""

    id: str
    title: str
    delay: Spread
    ceiling: str = "unclassified"
    one_at_a_time: bool = False


@dataclass(frozen=True, slots=True)
class CoordinationModel:
    """How agencies are tied together: what it does to every delay, and whether they keep a joint picture.

    ``factor`` multiplies the delay of every channel, and ``chains`` (ms) is what a paper takes up one chain of command
    and down the other on top of it. ``picture`` is how long (ms) a posted report takes to reach everybody (None:
    there is no joint picture), ``queues`` says whether one-at-a-time channels make reports wait.
    """

    id: str
    title: str
    factor: float
    picture: int | None
    queues: bool = True
    chains: int = 0


COORDINATION = (
    CoordinationModel("stove-piped", "Stove-piped: every agency for itself", 2.0, None, chains=15 * MINUTE),
    CoordinationModel("liaison", "Liaison officers between agencies", 1.0, 15 * MINUTE),
    CoordinationModel("joint-centre", "A joint operations centre", 0.4, 2 * MINUTE, queues=False),
    CoordinationModel("unified", "Unified command", 0.25, 0, queues=False),
)
