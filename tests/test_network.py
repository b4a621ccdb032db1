"""Who wrote to whom, in figures that textbooks give for small graphs."""

from __future__ import annotations

import pytest

from exercise.core.debrief.flow import Link
from exercise.network import network

TEAMS = ("hub", "a", "b", "c", "d")


def links(*pairs: str) -> list[Link]:
    """Links written as `a>b`, one message each."""
    return [Link("", *pair.split(">"), 1, 0) for pair in pairs]


def test_a_star_hangs_on_its_hub() -> None:
    """Everything runs through one team: centralisation 1, and without it nobody reaches anybody."""
    found = network(TEAMS, links("hub>a", "hub>b", "hub>c", "d>hub"))
    assert found.hub == ("hub", 1.0)
    assert found.brittle == ("hub", 1.0)
    assert (found.centralisation, found.fragmentation, found.density) == (1.0, 0.0, 4 / 20)


def test_two_parts_are_named() -> None:
    """Teams that cannot reach each other are counted in pairs and named by group; a silent team stands alone."""
    found = network(TEAMS, links("a>b", "b>a", "c>d"))
    assert found.groups == (("hub",), ("a", "b"), ("c", "d"))
    assert found.silent == ("hub",)
    assert found.fragmentation == pytest.approx(1 - 2 / 10)
    assert found.reciprocity == pytest.approx(2 / 3)


def test_what_goes_twice_is_one_link() -> None:
    """Messages and reports over one link, in several phases, are counted and make one way."""
    found = network(("a", "b"), [Link("one", "a", "b", 2, 1), Link("two", "a", "b", 1, 0)])
    assert (found.messages, found.reports, found.density) == (3, 1, 0.5)


def test_nobody_wrote() -> None:
    """A network that was lost is measured as such: all apart, no hub, no error."""
    found = network(TEAMS, [])
    assert (found.fragmentation, found.density, found.hub, found.silent) == (1.0, 0.0, None, TEAMS)
    assert network((), []).groups == ()
