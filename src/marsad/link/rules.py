"""The rules of linking, read from `data/link.toml` into one frozen value that is handed in.

A table, key or type that the schema does not know is refused, and so is a missing one.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from marsad.errors import DataError
from marsad.model import EVENT_TYPES
from marsad.text.folding import fold_word


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Strict):
    """Thresholds, windows and tolerances; `data/link.toml` says what each one is and its unit."""

    link: float
    unseen: float
    copy_likeness: float
    shingle: int
    passage: int
    nearest_figure: int
    far_figure: int
    adjacent: int
    near_km: float
    apart_km: float
    day_tolerance: int
    assumed_days: int
    name_likeness: float
    rare_words: int
    words_steps: tuple[float, ...]
    usage_mentions: int
    usage_least: int
    open_reach: float
    support: float


LEVELS: Final = (
    "type_same", "type_group", "type_rival", "day_same", "day_overlap", "day_assumed", "day_next", "place_same",
    "place_part", "place_differs", "place_apart", "place_unlike", "place_province", "place_country", "sides_same",
    "sides_half", "sides_differ", "sides_turned", "toll_small", "toll_same", "toll_large", "toll_differs",
    "report_apart", "report_one", "ground_none",
)  # fmt: skip
_RULES: Final = "link.toml"
_WORDS: Final = "link_words.csv"


class _Grounds(_Strict):
    levels: frozenset[str]


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
    voiceless: tuple[str, ...]
    anonymous: tuple[str, ...]
    belonging: tuple[str, ...]
    telling: tuple[str, ...]


class _Reasons(_Strict):
    en: dict[str, str]
    ar: dict[str, str]


class _Claimant(_Strict):
    name: str
    also: tuple[str, ...]


class _File(_Strict):
    types: dict[str, _Type]
    alike: _Alike
    grounds: _Grounds
    weights: dict[str, float]
    limits: Limits
    phrases: _Phrases
    agencies: tuple[_Claimant, ...]
    claimants: tuple[_Claimant, ...]
    reasons: _Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """All that linking is told from outside.

    `groups`: event type to the group of types that may be one happening; a type that is absent makes no incident.
    `specific`: types that name a weapon; `vagueness`: 0 for these, 2 for types that only say that people died, 1
    for the others; `alike`: pairs of them that one happening is told as; `faceless`: sides that
    name nobody; `voiceless`: None and the sides for which nobody speaks, so that each of their claimants is a witness
    of his own. `parting`, `anonymous`, `telling`, `belonging` and the keys and values of `claimants` are in folded
    spelling (`marsad.text.folding`).
    """

    groups: dict[str, str]
    specific: frozenset[str]
    vagueness: dict[str, int]
    alike: frozenset[frozenset[str]]
    weights: dict[str, float]
    grounds: frozenset[str]
    limits: Limits
    rarities: dict[str, float]
    parting: tuple[str, ...]
    faceless: frozenset[str]
    voiceless: frozenset[str | None]
    anonymous: frozenset[str]
    telling: frozenset[str]
    belonging: tuple[str, ...]
    claimants: dict[str, str]
    agencies: dict[str, str]
    reasons: dict[str, dict[str, str]]

    def rarity(self, word: str) -> float:
        """How rare a folded word is in passages on violence, in natural logarithms; the highest for an unknown one."""
        return self.rarities.get(word, self.rarities[""])

    def known(self, word: str) -> bool:
        """Whether a folded word is a usual one in passages on violence: no name."""
        return word in self.rarities


def rivals(a: str, b: str, settings: LinkSettings) -> bool:
    """Whether two event types name different weapons that one happening is not told as."""
    return a != b and {a, b} <= settings.specific and frozenset((a, b)) not in settings.alike


def load_link_settings(path: Path | None = None) -> LinkSettings:
    """The packaged rules, or those of a user's file of the same shape.

    Raises DataError when the file cannot be read or says something its schema does not know.
    """
    where = str(path) if path else f"data/{_RULES}"
    try:
        raw = path.read_bytes() if path else files("marsad").joinpath("data", _RULES).read_bytes()
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
    wanted = {*LEVELS, *(f"words_{step}" for step in range(len(parsed.limits.words_steps) + 1))}
    if odd := sorted(wanted ^ set(parsed.weights) | parsed.grounds.levels - wanted):
        raise DataError(f"[weights] and the levels differ: {', '.join(odd)}", where=where, todo="one weight a level")
    sayings = {*wanted, "with", "alone", "judged"}
    if odd := sorted((set(parsed.reasons.en) ^ set(parsed.reasons.ar)) | (set(parsed.reasons.en) - sayings)):
        raise DataError(f"[reasons] differ: {', '.join(odd)}", where=where, todo="say each in both languages")
    return _settings(parsed)


def _settings(parsed: _File) -> LinkSettings:
    claimants = {fold_word(name): fold_word(c.name) for c in parsed.claimants for name in (c.name, *c.also)}
    return LinkSettings(
        groups={name: t.group for name, t in parsed.types.items()},
        specific=frozenset(name for name, t in parsed.types.items() if t.specific),
        vagueness={name: 0 if t.specific else 2 if t.vague else 1 for name, t in parsed.types.items()},
        alike=frozenset(frozenset(pair) for pair in parsed.alike.pairs),
        weights=parsed.weights,
        grounds=parsed.grounds.levels,
        limits=parsed.limits,
        parting=tuple(fold_word(text) for text in parsed.phrases.parting),
        faceless=frozenset(parsed.phrases.faceless),
        voiceless=frozenset((None, *parsed.phrases.voiceless)),
        telling=frozenset(fold_word(text) for text in parsed.phrases.telling),
        belonging=tuple(fold_word(text) for text in parsed.phrases.belonging),
        anonymous=frozenset(fold_word(text) for text in parsed.phrases.anonymous),
        claimants=claimants,
        agencies={fold_word(name): a.name for a in parsed.agencies for name in (a.name, *a.also)},
        rarities=_rarities(parsed.limits),
        reasons={"en": parsed.reasons.en, "ar": parsed.reasons.ar},
    )


def _rarities(limits: Limits) -> dict[str, float]:
    """Rarity by word, from the packaged counts; under the empty word that of any other."""
    lines = files("marsad").joinpath("data", _WORDS).read_text(encoding="utf-8").splitlines()[1:]
    try:
        counts = {word: int(count) for word, _, count in (line.partition(",") for line in lines)}
    except ValueError as error:
        raise DataError(f"no table of words: {error}", where=f"data/{_WORDS}", todo="install marsad again") from error
    counts[""] = limits.usage_least
    return {word: math.log(limits.usage_mentions / count) for word, count in counts.items()}


def rules_mark() -> str:
    """A mark of the packaged rules of linking and of the code that follows them: with another, all is linked anew."""
    folder = files("marsad")
    sources = sorted(one.name for one in folder.joinpath("link").iterdir() if one.name.endswith(".py"))
    read = [folder.joinpath("link", name) for name in sources]
    read += [folder.joinpath("data", name) for name in (_RULES, _WORDS)]
    return hashlib.sha256(b"".join(one.read_bytes() for one in read)).hexdigest()[:16]
