"""Figures as the codebook asks for them, on short reports in our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marsad.model import Figure, Reading

Read = Callable[..., Reading]


def number(figure: Figure) -> str:
    """A figure's qualifier, low and high, as the table writes them."""
    low, high = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
    return f"{figure.qualifier} {low if low == high else f'{low}..{high}'}"


def told(figure: Figure, keys: dict[str, Any]) -> dict[str, Any]:
    """What a figure says under the keys a row asks for; of a claimant's name, the part the row gives."""
    found = {key: number(figure) if key == "number" else getattr(figure, key) for key in keys}
    for key in {"claimant", "denied_by"} & keys.keys():
        if keys[key] in (found[key] or ""):
            found[key] = keys[key]
    return found


@pytest.mark.cases("figures")
def test_figures_of_a_report(read: Read, case: dict[str, Any]) -> None:
    """Exactly these figures are read, each with these values; what is no statement about people is no figure."""
    figures = read(case["text"], published=case.get("published")).figures
    assert [number(figure) for figure in figures] == [row["number"] for row in case["expected"]]
    assert [told(f, row) for f, row in zip(figures, case["expected"], strict=True)] == case["expected"]
