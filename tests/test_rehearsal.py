"""Rehearsals: many exercises at once, the same findings wherever they are played."""

from __future__ import annotations

import pytest
from dask.distributed import Client, LocalCluster

from exercise.core.scenario import HOUR
from exercise.rehearsal import STEP, Rehearsal, band, rehearse, rehearse_once
from tests.script import scenario

SCENE = scenario(
    """report r from a needed b 0:20
    I1 -> a b | at 0:05 | window 30m | ask x:m+5 y:m-5
    I2 -> a | at 0:06 | window 30m | ask x:m+5 y:m-5
    I3 -> b | when missed(I1)
    I4 -> c | when decided(I1, z)
    I5 -> c | hold
    """
)


def test_what_never_comes() -> None:
    """An inject that comes in no rehearsal is named; one that waits for the controller is not held against it."""
    found = rehearse(SCENE, 30, jobs=1)
    assert found.dead == ("I4",)
    assert found.coming["I1"] == 1
    assert 0 < found.coming["I3"] < 1


def test_cores_make_no_difference() -> None:
    """The same seeds give the same findings on one core and on two, and progress is told for each."""
    told: list[int] = []
    alone, spread = rehearse(SCENE, 8, jobs=1), rehearse(SCENE, 8, jobs=2, done=told.append)
    assert alone == spread
    assert told == list(range(1, 9))


def test_who_is_overloaded() -> None:
    """Open injects are counted at the end of every step: two for a team that never answers, until they close."""
    found = rehearse(SCENE, 1, "absent", jobs=1)
    load = {load.team: load for load in found.loads}["a"]
    assert len(load.typical) == HOUR // STEP
    assert load.typical == (2, 2, 2, 0, 0, 0)
    assert (load.worst, load.peak) == (2, 0)


def test_skill_shows() -> None:
    """Experts share what is needed and answer well; nobody at all does neither."""
    expert, absent = (rehearse_once(SCENE, skill, 1) for skill in ("expert", "absent"))  # type: ignore[arg-type]
    assert isinstance(expert, Rehearsal)
    assert expert.outcome > absent.outcome
    assert expert.sharing == 100
    assert absent.sharing == 0


def test_bands() -> None:
    """A band holds nine of ten figures; a single figure is its own."""
    assert band([5.0]) == (5, 5, 5)
    assert band([float(number) for number in range(101)]) == (5, 50, 95)


def test_none_asked_for() -> None:
    """No rehearsal at all is refused."""
    with pytest.raises(ValueError, match="ask for one or more"):
        rehearse(SCENE, 0)


def test_a_dask_cluster_makes_no_difference() -> None:
    """The same call on a Dask cluster finds the same."""
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        spread = rehearse(SCENE, 4, backend="dask")
    assert spread == rehearse(SCENE, 4, jobs=1)
