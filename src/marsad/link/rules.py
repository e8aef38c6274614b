"""The rules of linking, read from `data/link.toml` into one frozen value that is handed in.

A table, key or type that the schema does not know is refused, and so is a missing one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from marsad.errors import DataError
from marsad.model import EVENT_TYPES
from marsad.text.folding import fold_word


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weights(_Strict):
    """What each agreement or difference adds to a comparison; `data/link.toml` says what each one is."""

    same_type: float
    same_group: float
    rival_types: float
    day_same: float
    day_overlap: float
    day_assumed: float
    day_next: float
    place_same: float
    place_common: float
    place_part: float
    place_differs: float
    place_unlike: float
    province_differs: float
    country_differs: float
    sides_same: float
    sides_half: float
    sides_differ: float
    sides_turned: float
    toll_small: float
    toll_same: float
    toll_large: float
    toll_differs: float
    words: float
    words_usual: float
    words_most: float
    words_least: float
    told_apart: float
    one_report: float


class Limits(_Strict):
    """Thresholds, windows and tolerances; `data/link.toml` says what each one is and its unit."""

    link: float
    unseen: float
    copy_likeness: float
    shingle: int
    passage: int
    nearest_figure: int
    adjacent: int
    near_km: float
    apart_km: float
    day_tolerance: int
    assumed_days: int
    name_likeness: float
    common_place: int
    block: int
    rare_words: int
    rare_most: int
    open_reach: float
    support: float


class _Type(_Strict):
    group: str
    reason: str
    specific: bool = False
    vague: bool = False


class _Alike(_Strict):
    pairs: tuple[tuple[str, str], ...]


class _Phrases(_Strict):
    parting: tuple[str, ...]
    faceless: tuple[str, ...]
    anonymous: tuple[str, ...]


class _Claimant(_Strict):
    name: str
    also: tuple[str, ...]


class _File(_Strict):
    types: dict[str, _Type]
    alike: _Alike
    weights: Weights
    limits: Limits
    phrases: _Phrases
    claimants: tuple[_Claimant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """All that linking is told from outside.

    `groups`: event type to the group of types that may be one happening; a type that is absent makes no incident.
    `specific`: types that name a weapon; `vagueness`: 0 for these, 2 for types that only say that people died, 1
    for the others; `alike`: pairs of them that one happening is told as; `faceless`: sides that
    name nobody. `parting`, `anonymous`
    and the keys and values of `claimants` are in folded spelling (`marsad.text.folding`).
    """

    groups: dict[str, str]
    specific: frozenset[str]
    vagueness: dict[str, int]
    alike: frozenset[frozenset[str]]
    weights: Weights
    limits: Limits
    parting: tuple[str, ...]
    faceless: frozenset[str]
    anonymous: frozenset[str]
    claimants: dict[str, str]


def load_link_settings(path: Path | None = None) -> LinkSettings:
    """The packaged rules, or those of a user's file of the same shape.

    Raises DataError when the file cannot be read or says something its schema does not know.
    """
    where = str(path) if path else "data/link.toml"
    try:
        raw = path.read_bytes() if path else files("marsad").joinpath("data", "link.toml").read_bytes()
        table: dict[str, Any] = tomllib.loads(raw.decode())
        parsed = _File.model_validate(table)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(
            f"the rules of linking cannot be used: {error}", where=where, todo="compare with data/link.toml"
        ) from error
    unknown = sorted({*parsed.types, *(t for pair in parsed.alike.pairs for t in pair)} - set(EVENT_TYPES))
    if unknown:
        raise DataError(
            f"{', '.join(unknown)}: no event type of the codebook", where=where, todo="use a type of the codebook"
        )
    return _settings(parsed)


def _settings(parsed: _File) -> LinkSettings:
    claimants = {fold_word(name): fold_word(c.name) for c in parsed.claimants for name in (c.name, *c.also)}
    return LinkSettings(
        groups={name: t.group for name, t in parsed.types.items()},
        specific=frozenset(name for name, t in parsed.types.items() if t.specific),
        vagueness={name: 0 if t.specific else 2 if t.vague else 1 for name, t in parsed.types.items()},
        alike=frozenset(frozenset(pair) for pair in parsed.alike.pairs),
        weights=parsed.weights,
        limits=parsed.limits,
        parting=tuple(fold_word(text) for text in parsed.phrases.parting),
        faceless=frozenset(parsed.phrases.faceless),
        anonymous=frozenset(fold_word(text) for text in parsed.phrases.anonymous),
        claimants=claimants,
    )
