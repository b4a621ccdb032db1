"""A campaign: exercises of which each begins where the one before left the situation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exercise.core.engine import Run


class Session(NamedTuple):
    """One exercise of a campaign: its id and title, the exercise it follows (empty: none), and the run."""

    exercise: str
    title: str
    follows: str
    run: Run


class Stretch(NamedTuple):
    """What one session made of the situation: the outcome (0-100) and each measure at its start and at its end."""

    session: Session
    start: float
    end: float
    measures: tuple[tuple[str, float, float], ...]


class Campaign(NamedTuple):
    """Sessions in their order; ``gain`` is how far the outcome has come from the first start to the last end."""

    stretches: tuple[Stretch, ...]

    @property
    def gain(self) -> float:
        """Points of the outcome, over all sessions."""
        return round(self.stretches[-1].end - self.stretches[0].start, 2)


def campaigns(sessions: Iterable[Session]) -> tuple[Campaign, ...]:
    """Every chain of at least two sessions. Where two follow the same one, the campaign forks: each is a chain."""
    known = {session.exercise: session for session in sessions}
    followed = {session.follows for session in known.values()}
    chains = []
    for last in known.values():
        if last.exercise in followed:
            continue
        chain = [last]
        # A chain ends at the first session that follows none, or one that is not known here.
        while (before := known.get(chain[0].follows)) is not None and before not in chain:
            chain.insert(0, before)
        if len(chain) > 1:
            chains.append(Campaign(tuple(map(_stretch, chain))))
    return tuple(chains)


def _stretch(session: Session) -> Stretch:
    run = session.run
    starts = {measure.id: measure.start for measure in run.scenario.measures}
    ends = final(run)
    return Stretch(
        session, round(run.scenario.outcome(starts), 2), round(run.scenario.outcome(ends), 2),
        tuple((measure.title, starts[measure.id], round(ends[measure.id], 2)) for measure in run.scenario.measures),
    )  # fmt: skip


def final(run: Run) -> Mapping[str, float]:
    """Every measure as a run left it, by id: what the next session begins with."""
    return {measure.id: round(run.situation.measure(measure.id, run.at), 2) for measure in run.scenario.measures}
