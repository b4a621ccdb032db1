"""How much of a network the teams uncovered: what somebody could know of it, and which pieces lay apart."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.scenario import Network, Node


class Known(NamedTuple):
    """A node: when (ms) and by which team all its pieces were first held together; None while nobody had them all.

    ``pieces`` says for each report which teams hold it, so that one sees where the pieces lay.
    """

    node: Node
    at: int | None
    team: str
    pieces: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def apart(self) -> bool:
        """Whether every piece lay somewhere and yet nobody held them all."""
        return self.at is None and all(teams for _, teams in self.pieces)


class Uncovered(NamedTuple):
    """A network and its nodes; ``start`` of them could be known at StartEx already."""

    network: Network
    nodes: tuple[Known, ...]
    start: int

    @property
    def known(self) -> int:
        """How many nodes some team could know."""
        return sum(node.at is not None for node in self.nodes)

    @property
    def share(self) -> float:
        """The share (0-1) of the network that is identified."""
        return self.known / len(self.nodes) if self.nodes else 0.0

    def by(self, team: str) -> int:
        """How many nodes the team could know by itself."""
        return sum(all(team in teams for _, teams in node.pieces) for node in self.nodes)


def uncovered(run: Run) -> tuple[Uncovered, ...]:
    """Every network of the scenario as it is known now."""
    found = []
    for network in run.scenario.networks:
        nodes = tuple(_known(run, node) for node in network.nodes)
        found.append(Uncovered(network, nodes, sum(node.at == 0 for node in nodes)))
    return tuple(found)


def _known(run: Run, node: Node) -> Known:
    teams = list(run.scenario.agency)
    moments: list[tuple[int, int, str]] = []
    for place, team in enumerate(teams):
        held = [run.situation.holding(team, report) for report in node.reports]
        if all(held):
            moments.append((max(fact.at for fact in held if fact), place, team))
    at, _, team = min(moments, default=(None, 0, ""))
    pieces = tuple(
        (report, tuple(team for team in teams if run.situation.holds(team, report))) for report in node.reports
    )
    return Known(node, at, team, pieces)
