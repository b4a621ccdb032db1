"""The soak tells growth from what a server loads once."""

from __future__ import annotations

import pytest

from tests.benchmarks.growth import SETTLING, Sample, mb_per_hour


def memory(minutes: float, mb_per_minute: float) -> list[Sample]:
    """What is sampled of a server that takes 100 MB in its first five minutes and then grows evenly."""
    samples = []
    for at in range(0, round(minutes * 60) + 1, 5):
        settled = max(0.0, at - SETTLING)
        samples.append(Sample(1000.0 + at, 200 + 100 * min(1.0, at / SETTLING) + mb_per_minute * settled / 60))
    return samples


@pytest.mark.parametrize("growth", [0.0, 0.5, -0.25])
def test_the_first_five_minutes_do_not_count(growth: float) -> None:
    """Only what comes after them is growth."""
    assert mb_per_hour(memory(15, growth)) == 60 * growth


def test_a_short_run_says_nothing() -> None:
    """A slope of a few samples would be a guess."""
    assert mb_per_hour(memory(5.5, 1.0)) is None
    assert mb_per_hour([]) is None
