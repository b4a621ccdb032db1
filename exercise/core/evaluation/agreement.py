"""How far raters agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for any number with gaps.

Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1);
Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70(4). Krippendorff, K. (2011), Computing Krippendorff's
alpha-reliability, University of Pennsylvania. Both are 1 for perfect agreement and 0 for what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

Level = Literal["nominal", "ordinal"]


def kappa(pairs: Sequence[tuple[str, str]], order: Sequence[str] = ()) -> float | None:
    """Cohen's kappa of two raters' pairs of ratings; with an ``order``, linearly weighted by distance in it.

    None without pairs, and where both raters gave one and the same rating throughout: chance alone would do that.
    """
    if not pairs:
        return None
    distance: Callable[[str, str], float] = lambda a, b: float(a != b)  # noqa: E731
    if order:
        distance = lambda a, b: abs(order.index(a) - order.index(b))  # noqa: E731
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(distance(a, b) for a, b in pairs) / len(pairs)
    expected = sum(first[a] * second[b] * distance(a, b) for a in first for b in second) / len(pairs) ** 2
    return 1 - observed / expected if expected else None


def alpha(units: Iterable[Iterable[str]], order: Sequence[str] = (), level: Level = "nominal") -> float | None:
    """Krippendorff's alpha of the ratings each unit got; units with fewer than two say nothing.

    ``level`` ordinal weighs a difference by how many ratings lie between the two in ``order``.
    None without a unit that two rated, and where all ratings are the same.
    """
    rated = [list(unit) for unit in units]
    rated = [unit for unit in rated if len(unit) > 1]
    weights: dict[tuple[str, str], float] = {}
    for unit in rated:
        counts = Counter(unit)
        for a in counts:
            for b in counts:
                both = counts[a] * (counts[b] - (a == b))
                weights[a, b] = weights.get((a, b), 0.0) + both / (len(unit) - 1)
    totals = Counter(rating for unit in rated for rating in unit)
    far = _ordinal(totals, order) if level == "ordinal" else lambda a, b: float(a != b)
    observed = sum(weight * far(a, b) for (a, b), weight in weights.items())
    expected = sum(totals[a] * totals[b] * far(a, b) for a in totals for b in totals)
    return 1 - (totals.total() - 1) * observed / expected if expected else None


def _ordinal(totals: Mapping[str, int], order: Sequence[str]) -> Callable[[str, str], float]:
    """Krippendorff's ordinal metric: the square of how many ratings lie from one to the other, ends by half."""

    def far(a: str, b: str) -> float:
        low, high = sorted((order.index(a), order.index(b)))
        between = sum(totals.get(rating, 0) for rating in order[low : high + 1])
        return (between - (totals.get(a, 0) + totals.get(b, 0)) / 2) ** 2

    return far


class Agreement(NamedTuple):
    """How far raters agree: things that two or more rated, raters, the share (0-1) alike; kappa needs just two."""

    units: int
    raters: int
    alike: float | None
    kappa: float | None
    alpha: float | None


def agreement(ratings: Mapping[str, Mapping[str, str]], order: Sequence[str]) -> Agreement:
    """Agreement over ratings by thing and rater. Kappa is linearly weighted, alpha ordinal."""
    shared = {about: given for about, given in ratings.items() if len(given) > 1}
    raters = list(dict.fromkeys(rater for given in shared.values() for rater in given))
    pairs = [(given[raters[0]], given[raters[1]]) for given in shared.values()] if len(raters) == 2 else []
    alike = sum(len(set(given.values())) == 1 for given in shared.values()) / len(shared) if shared else None
    units = [list(given.values()) for given in shared.values()]
    return Agreement(len(shared), len(raters), alike, kappa(pairs, order), alpha(units, order, "ordinal"))


# Landis, J. and Koch, G. (1977), The measurement of observer agreement for categorical data, Biometrics 33(1).
_WORDS = ((0.0, "no better than chance"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))


def strength(figure: float | None) -> str:
    """A figure in words; what it means for so few ratings is for people to judge."""
    if figure is None:
        return "not to be worked out: too few ratings, or all the same"
    return next((word for bound, word in _WORDS if figure <= bound), "almost perfect")
