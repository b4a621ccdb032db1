"""Durations, moments and random durations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.content.problems import UnreadableError
from exercise.content.times import as_duration, as_moment, duration, moment, spread
from exercise.core.scenario import HOUR, MINUTE, SECOND, Spread


@pytest.mark.parametrize(
    ("text", "ms"),
    [("90s", 90_000), ("15m", 15 * MINUTE), ("2h", 2 * HOUR), ("1h30m", 90 * MINUTE), ("0s", 0), ("1h5s", 3_605_000)],
)
def test_durations_read_as_the_guide_says(text: str, ms: int) -> None:
    """Every form of the author's guide is read."""
    assert duration(text) == ms


@pytest.mark.parametrize("text", ["", "15", "m", "30m1h", "1.5h", "-5m", "15 m", "15M", "٣m", "999999h", "1h\n"])
def test_what_is_no_duration_is_refused_in_words(text: str) -> None:
    """Anything else is refused with an example, never guessed at."""
    with pytest.raises(UnreadableError) as refused:
        duration(text)
    assert "is not a duration" in refused.value.text
    assert refused.value.fix == "write for example 90s, 15m or 1h30m"


@given(st.integers(0, 99_999 * 3600))
def test_a_duration_survives_writing_and_reading(seconds: int) -> None:
    """Reading is the inverse of writing."""
    assert duration(as_duration(seconds * SECOND)) == seconds * SECOND


@given(st.integers(0, 999), st.integers(0, 59))
def test_a_moment_survives_writing_and_reading(hours: int, minutes: int) -> None:
    """Reading is the inverse of writing."""
    at = hours * HOUR + minutes * MINUTE
    assert moment(as_moment(at)) == at


@pytest.mark.parametrize("text", ["0:60", "20", "0:5", "1:02:03", "-0:20", "20m", "0:20\n"])
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    """A moment is hours and two digits of minutes."""
    with pytest.raises(UnreadableError, match="is not a moment"):
        moment(text)


@pytest.mark.parametrize(
    ("law", "figures", "expected"),
    [
        ("fixed", ["10m"], Spread("fixed", (10 * MINUTE,))),
        ("uniform", ["5m", "20m"], Spread("uniform", (5 * MINUTE, 20 * MINUTE))),
        ("triangular", ["5m", "10m", "20m"], Spread("triangular", (5 * MINUTE, 10 * MINUTE, 20 * MINUTE))),
        ("exponential", ["12m"], Spread("exponential", (12 * MINUTE,))),
    ],
)
def test_the_laws_of_chance(law: str, figures: list[str], expected: Spread) -> None:
    """Every law of the author's guide is read."""
    assert spread(law, figures) == expected


@pytest.mark.parametrize(
    ("law", "figures", "said"),
    [
        ("triangle", ["5m"], "triangle is not a law of chance"),
        ("triangular", ["5m", "10m"], "triangular takes 3 durations, not 2"),
        ("triangular", ["10m", "5m", "20m"], "the durations of triangular are out of order"),
        ("exponential", ["0s"], "the mean of exponential is nothing"),
    ],
)
def test_a_law_of_chance_that_cannot_be_drawn_from_is_refused(law: str, figures: list[str], said: str) -> None:
    """A spread that the engine could not draw from never reaches it."""
    with pytest.raises(UnreadableError) as refused:
        spread(law, figures)
    assert refused.value.text == said
