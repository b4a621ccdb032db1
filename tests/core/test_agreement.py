"""Agreement between raters, against published figures and a second way of working it out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.core.evaluation.agreement import agreement, alpha, kappa, strength

ORDER = "PSMU"
# Krippendorff (2011), section C: four observers, twelve units, values 1 to 5, "." not observed.
DATA = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
UNITS = [[value for value in unit if value != "."] for unit in zip(*(row.split() for row in DATA), strict=True)]


def test_alpha_of_the_published_example() -> None:
    """Krippendorff's own example: alpha is 0.743 for nominal and 0.815 for ordinal data."""
    assert alpha(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert alpha(UNITS, "12345", "ordinal") == pytest.approx(0.815, abs=0.0005)


def test_kappa_of_a_published_example() -> None:
    """Of 50 proposals both said yes to 20 and no to 15, one of them alone yes to 5 and to 10: kappa is 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa(pairs, "yn") == pytest.approx(0.4)


def test_weights_forgive_what_is_close() -> None:
    """With an order, a rating next to the other's costs less than one at the far end."""
    near, far = [("P", "P"), ("M", "M"), ("P", "S")], [("P", "P"), ("M", "M"), ("P", "U")]
    assert kappa(near) == kappa(far)
    assert (kappa(near, ORDER) or 0) > (kappa(far, ORDER) or 0)


@given(st.lists(st.lists(st.sampled_from(ORDER), max_size=4), max_size=8))
def test_alpha_is_the_mean_disagreement_within_over_that_of_all(units: list[list[str]]) -> None:
    """Worked out pair by pair, as the definition says, it is the same figure."""
    assert alpha(units) == pytest.approx(_by_pairs(units))


def _by_pairs(units: Sequence[Sequence[str]]) -> float | None:
    rated = [unit for unit in units if len(unit) > 1]
    values = [value for unit in rated for value in unit]
    within = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in rated)
    of_all = sum(a != b for a, b in combinations(values, 2)) * 2
    if not of_all:
        return None
    return 1 - (within / len(values)) / (of_all / (len(values) * (len(values) - 1)))


def test_nothing_to_agree_on() -> None:
    """A single rater, one who rates nothing, or ratings all alike give no figure, and no error."""
    assert kappa([]) is kappa([("P", "P")] * 3) is None
    assert alpha([]) is alpha([["P"], ["S"]]) is alpha([["P", "P"], ["P", "P"]]) is None
    assert agreement({"T1": {"eva": "P"}, "T2": {}}, ORDER) == (0, 0, None, None, None)
    assert strength(None).startswith("not to be worked out")


def test_agreement_of_two() -> None:
    """Tasks that only one rated are left out; kappa is for exactly two raters."""
    two = {"T1": {"eva": "P", "evo": "P"}, "T2": {"eva": "S", "evo": "M"}, "T3": {"eva": "U"}}
    found = agreement(two, ORDER)
    assert (found.units, found.raters, found.alike) == (2, 2, 0.5)
    assert found.kappa is not None
    third = agreement(two | {"T2": {"eva": "S", "evo": "M", "ida": "S"}}, ORDER)
    assert (third.raters, third.kappa) == (3, None)
    assert third.alpha is not None


@pytest.mark.parametrize(
    ("figure", "word"),
    [(-0.2, "no better than chance"), (0.35, "fair"), (0.61, "substantial"), (0.9, "almost perfect")],
)
def test_figures_in_words(figure: float, word: str) -> None:
    """A figure is said in the words people know it by."""
    assert strength(figure) == word
