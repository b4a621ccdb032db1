"""A network to be uncovered: what there is to know of it, and which pieces of information show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Something of a network that is not known at StartEx; whoever holds all its ``reports`` can know it."""

    id: str
    title: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A network behind what happens: people, means, places. It is broken by being known, not by numbers killed."""

    id: str
    title: str
    nodes: tuple[Node, ...]
