"""The forms in which news prose writes the stems that the tables list."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.lexicon import inflection
from marsad.lexicon.inflection import Form

TENSES = {"perfect": "perfect", "perfect_weak": "perfect", "imperfect": "imperfect"}


def shown(form: Form) -> str:
    """A form as the table writes it."""
    return f"{form.text} {form.number}{'f' * form.feminine}{'c' * form.construct}"


@pytest.mark.cases("inflection")
def test_forms_of_a_stem(case: dict[str, Any]) -> None:
    """A rule makes exactly these forms, each with its number, its gender and its tense."""
    made = list(getattr(inflection, case["rule"])(case["text"]))
    assert sorted(map(shown, made)) == sorted(case["expected"])
    assert {form.tense for form in made} == {TENSES.get(case["rule"], "")}
