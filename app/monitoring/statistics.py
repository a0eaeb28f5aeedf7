"""The numbers behind a drift report: effect sizes and p-values, from counts and samples."""

# mypy: allow-untyped-calls
# scipy is not typed.
from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# An empty bin has no logarithm. One in ten thousand stands for it, as is usual with this index.
_SMALLEST_SHARE = 1e-4
# Cochran's rule: below 5 expected rows the chi-square distribution is no good approximation.
_FEWEST_EXPECTED = 5.0


def psi(reference: Sequence[int], window: Sequence[int]) -> float:
    """Population stability index of two histograms over the same bins; 0 where they have the same shares.

    By convention (Siddiqi, Credit Risk Scorecards, 2006) below 0.1 is no change and above 0.2 (0.25 in some houses) a
    great one. Small samples have an index above 0 by chance alone.
    """
    shares = [_shares(counts) for counts in (reference, window)]
    return math.fsum((new - old) * math.log(new / old) for old, new in zip(*shares, strict=True))


def kolmogorov_smirnov(reference: Sequence[float], window: Sequence[float]) -> tuple[float, float]:
    """Greatest distance of the two empirical distributions (0 to 1), and its p-value."""
    from scipy.stats import ks_2samp  # noqa: PLC0415 - slow to import

    found = ks_2samp(reference, window)
    return float(found.statistic), float(found.pvalue)


def chi_square(reference: Sequence[int], window: Sequence[int]) -> tuple[float, float]:
    """Cramér's V (0 to 1) of two histograms over the same categories, and the p-value of the chi-square test.

    Categories with too few rows to expect are put together. Where one category is left there is nothing to tell
    apart: 0 and 1.
    """
    from scipy.stats import chi2_contingency  # noqa: PLC0415 - slow to import

    table = _pooled(reference, window)
    rows = sum(map(sum, table))
    if len(table[0]) < 2 or not all(map(sum, table)):  # noqa: PLR2004 - two categories are the fewest to compare
        return 0.0, 1.0
    found = chi2_contingency(table, correction=False)
    return math.sqrt(float(found.statistic) / rows), float(found.pvalue)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """P-values after Benjamini and Hochberg (1995): among columns below alpha, a share of alpha is there by chance.

    With many columns some are below any bound by chance; this asks more of each, the more there are. Columns that
    depend on each other in the same direction, as features do, do not harm it.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - slow to import

    return [float(value) for value in false_discovery_control(p_values)] if p_values else []


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts) or 1
    return [max(count / total, _SMALLEST_SHARE) for count in counts]


def _pooled(reference: Sequence[int], window: Sequence[int]) -> list[list[int]]:
    """Both histograms, with the categories that are too rare in either put into one."""
    totals = sum(reference), sum(window)
    smaller = min(totals) / (sum(totals) or 1)
    kept: list[tuple[int, int]] = []
    rare = (0, 0)
    for pair in sorted(zip(reference, window, strict=True), key=sum, reverse=True):
        if sum(pair) * smaller >= _FEWEST_EXPECTED:
            kept.append(pair)
        else:
            rare = rare[0] + pair[0], rare[1] + pair[1]
    if sum(rare) * smaller >= _FEWEST_EXPECTED or not kept:
        kept.append(rare)
    elif sum(rare):
        kept[-1] = kept[-1][0] + rare[0], kept[-1][1] + rare[1]
    return [[pair[side] for pair in kept] for side in (0, 1)]
