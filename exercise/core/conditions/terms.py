"""What a condition may look at: one row a term, with the kinds of its arguments, its judgement and its words.

A term without a comparison is true or false by itself; a figure is compared with a number or a duration;
a choice is compared with a word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from exercise.core.scenario import HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from exercise.core.situation import Situation


class Term(NamedTuple):
    """``look`` takes the situation, a moment (ms) and the arguments; it returns a truth, a figure or a word.

    ``say`` takes the arguments and, for a figure or choice, the comparison in words. ``touches`` is what the
    term depends on beside its arguments.
    """

    kinds: tuple[str, ...]
    least: int
    look: Callable[..., Any]
    say: Callable[..., str]
    gives: Literal["truth", "figure", "choice"] = "truth"
    touches: tuple[str, ...] = ()


def clock(ms: float) -> str:
    """A duration as people say it: 45 s, 15 min, 1 h 05 min."""
    if ms < MINUTE:
        return f"{ms / SECOND:g} s"
    hours, minutes = divmod(round(ms / MINUTE), HOUR // MINUTE)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def _since(situation: Situation, at: int, inject: str) -> int | None:
    delivered = situation.delivered_at(inject)
    return None if delivered is None else at - delivered


def _free(situation: Situation, _: int, resource: str) -> int:
    return situation.scenario.resource[resource].units - situation.undertakings.busy(resource)


def _by(team: str) -> str:
    return f" by {team}" if team else ""


def _chose(inject: str, option: str = "", team: str = "") -> str:
    return f"{team or 'somebody'} chose {option} in {inject}" if option else f"{inject} is answered"


TERMS: dict[str, Term] = {
    "delivered": Term(
        ("inject",),
        1,
        lambda now, _, inject: now.delivered_at(inject) is not None,
        lambda inject: f"{inject} is delivered",
    ),
    "decided": Term(("inject", "option", "team"), 1, lambda now, _, *args: now.decided(*args), _chose),
    "missed": Term(
        ("inject", "team"),
        1,
        lambda now, _, *args: now.missed(*args),
        lambda inject, team="": f"{inject} is missed{_by(team)}",
    ),
    "skipped": Term(("inject",), 1, lambda now, _, inject: now.skipped(inject), lambda inject: f"{inject} is skipped"),
    "holds": Term(
        ("team", "report"),
        2,
        lambda now, _, team, report: now.holds(team, report),
        lambda team, report: f"{team} holds {report}",
    ),
    "shared": Term(
        ("report", "team", "team"),
        3,
        lambda now, _, *args: now.shared(*args),
        lambda report, sender, to: f"{sender} shared {report} with {to}",
    ),
    "posted": Term(
        ("report",),
        1,
        lambda now, _, report: report in now.traffic.posted,
        lambda report: f"{report} is on the joint picture",
    ),
    "released": Term(
        ("report", "team"),
        2,
        lambda now, _, *args: now.releasable(*args),
        lambda report, team: f"{report} is released to {team}",
    ),
    "asked": Term(
        ("thing", "team"),
        1,
        lambda now, _, *args: now.traffic.asked(*args),
        lambda thing, team="somebody": f"{team} has asked for {thing}",
    ),
    "granted": Term(
        ("thing", "team"),
        1,
        lambda now, _, *args: now.traffic.granted(*args),
        lambda thing, team="somebody": f"{team} was granted {thing}",
    ),
    "down": Term(
        ("channel",), 1, lambda now, _, channel: channel in now.traffic.down, lambda channel: f"{channel} is down"
    ),
    "breached": Term(
        ("report", "team"),
        1,
        lambda now, _, *args: now.breached(*args),
        lambda report, team="somebody": f"{report} reached {team} against its marking",
    ),
    "phase": Term(("phase",), 1, lambda now, _, phase: now.reached(phase), lambda phase: f"phase {phase} has begun"),
    "carried_out": Term(
        ("inject", "option", "team"),
        1,
        lambda now, _, *args: now.carried_out(*args),
        lambda inject, option="", team="": f"{option or 'an option'} of {inject} is carried out{_by(team)}",
    ),
    "fell_through": Term(
        ("inject", "option", "team"),
        1,
        lambda now, _, *args: now.undertakings.happened("failed", *args),
        lambda inject, option="", team="": f"{option or 'an option'} of {inject} fell through{_by(team)}",
    ),
    "agreed": Term(
        ("inject", "option", "team"),
        1,
        lambda now, _, *args: now.undertakings.happened("agreed", *args),
        lambda inject, option="", team="": f"the partners agreed on {option or 'an option'} of {inject}{_by(team)}",
    ),
    "arrived": Term(
        ("resource", "place"),
        1,
        lambda now, _, *args: now.undertakings.arrived(*args),
        lambda resource, to="": f"{resource} has arrived" + (f" at {to}" if to else ""),
    ),
    "broke": Term(
        ("rule", "team"),
        1,
        lambda now, _, *args: now.rules.broke(*args),
        lambda rule, team="somebody": f"{team} acted outside {rule}",
    ),
    "ran_out": Term(
        ("clock",), 1, lambda now, _, clock: now.rules.limit(clock, "ran out"), lambda clock: f"{clock} ran out"
    ),
    "kept": Term(
        ("clock",), 1, lambda now, _, clock: now.rules.limit(clock, "kept"), lambda clock: f"{clock} was kept"
    ),
    "prevented": Term(
        ("inject",), 1, lambda now, _, inject: inject in now.rules.prevented, lambda inject: f"{inject} was prevented"
    ),
    "countered": Term(
        ("inject",),
        1,
        lambda now, _, inject: inject in now.adversaries.countered,
        lambda inject: f"{inject} was parried",
    ),
    "given_up": Term(
        ("adversary", "tactic"),
        2,
        lambda now, _, *args: args in now.adversaries.dropped,
        lambda adversary, tactic: f"{adversary} has given up {tactic}",
    ),
    "measure": Term(
        ("measure",), 1, lambda now, at, id: now.measure(id, at), lambda id, sign: f"{id} {sign}", "figure"
    ),
    "elapsed": Term((), 0, lambda _, at: at, lambda sign: f"elapsed {sign}", "figure"),
    "since": Term(("inject",), 1, _since, lambda inject, sign: f"{sign} since {inject}", "figure"),
    "free": Term(("resource",), 1, _free, lambda id, sign: f"free units of {id} {sign}", "figure"),
    "harm": Term(
        ("harm",), 1, lambda now, _, kind: now.rules.harm.get(kind, 0), lambda kind, sign: f"{kind} {sign}", "figure"
    ),
    "escalation": Term(
        (), 0, lambda now, _: now.rules.escalation, lambda sign: f"escalation {sign}", "figure", ("escalation",)
    ),
    "twist": Term(
        ("twist",), 1, lambda now, _, id: now.twists.get(id), lambda id, sign: f"twist {id} {sign}", "choice"
    ),
}
# The figures that are durations.
DURATIONS = frozenset({"elapsed", "since"})
