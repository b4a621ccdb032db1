"""The message network of a run, measured: how dense, how mutual, who is the hub, and how brittle it is.

The rows come from `core.flow.links`; the graph is networkx's, which is why this room lies above the core.
Fragmentation and its key players are Borgatti's (2006); density, reciprocity and betweenness are the usual ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import networkx as nx

from exercise.core.debrief.flow import Link


class Network(NamedTuple):
    """One phase, or all of them, in figures from 0 to 1; teams by id.

    ``fragmentation`` is the share of pairs that cannot reach each other, ``brittle`` the team whose absence would
    cut most and the fragmentation without it (None below three teams), ``hub`` the team on most of the shortest ways
    between others with its betweenness (None where nobody is between), ``centralisation`` how far everything
    runs through one team, ``groups`` the parts that did not hear of each other.
    """

    phase: str
    messages: int
    reports: int
    density: float
    reciprocity: float
    fragmentation: float
    brittle: tuple[str, float] | None
    hub: tuple[str, float] | None
    centralisation: float
    silent: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


def network(teams: Sequence[str], links: Iterable[Link], phase: str = "") -> Network:
    """Measure the links among the teams; a team that sent and got nothing is in it, alone."""
    found = list(links)
    graph = nx.DiGraph()
    graph.add_nodes_from(teams)
    for link in found:
        before = graph.get_edge_data(link.sender, link.to, {"weight": 0})["weight"]
        graph.add_edge(link.sender, link.to, weight=before + link.weight)
    ways = graph.to_undirected()
    between = nx.betweenness_centrality(ways)
    hub = max(teams, key=between.__getitem__, default="")
    cuts = {team: fragmentation(nx.subgraph_view(ways, filter_node=_without(team))) for team in teams}
    brittle = max(teams, key=cuts.__getitem__, default="")
    return Network(
        phase,
        sum(link.messages for link in found),
        sum(link.reports for link in found),
        float(nx.density(graph)),
        float(nx.overall_reciprocity(graph)) if graph.size() else 0.0,
        fragmentation(ways),
        (brittle, cuts[brittle]) if len(teams) > 2 else None,
        (hub, between[hub]) if hub and between[hub] > 0 else None,
        _centralisation(list(between.values())),
        tuple(team for team in teams if not graph.degree(team)),
        tuple(tuple(team for team in teams if team in part) for part in nx.connected_components(ways)),
    )


def fragmentation(graph: nx.Graph) -> float:
    """The share of pairs with no way between them: 0 where all are connected, 1 where nobody is."""
    size = graph.number_of_nodes()
    if size < 2:
        return 0.0
    joined: int = sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    return 1.0 - joined / (int(size) * (int(size) - 1))


def _without(team: str) -> Callable[[str], bool]:
    return lambda node: node != team


def _centralisation(between: Sequence[float]) -> float:
    """Freeman's: how far the most central exceeds all others, beside a star of as many teams."""
    if len(between) < 3:
        return 0.0
    return sum(max(between) - each for each in between) / (len(between) - 1)
