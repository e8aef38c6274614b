"""The sides of an incident as other projects' tables know them: English names, ACLED's inter codes, governments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.errors import DataError
from marsad.export.countries import gleditsch_ward
from marsad.lexicon.actors import Actor, load_actors
from marsad.lexicon.tables import Row, parse_table
from marsad.text.folding import fold_word

TABLE: Final = "sides.toml"
ARMED: Final = ("state", "nonstate", "international")


class SideTable(Row):
    rebels: tuple[str, ...]
    identity: tuple[str, ...]
    external: tuple[str, ...]
    no_government: tuple[str, ...]
    no_number: tuple[str, ...]
    unnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side: its `label` as incidents print it, an English `name`, its `kind` in the registry and its home country.

    `named` is False for sides that the reports do not name ("gunmen"). `government`: it is
    of a state or of several, as UCDP counts them.
    """

    label: str
    name: str
    kind: str
    country: str | None = None
    named: bool = True
    government: bool = False

    @property
    def armed(self) -> bool:
        """Whether it can do violence: no civilians, no thing."""
        return self.kind in ARMED or not self.named


@lru_cache(maxsize=1)
def _actors() -> Mapping[str, Actor]:
    return load_actors(fold=fold_word).actors


@lru_cache(maxsize=1_024)
def side(label: str) -> Side:
    """The side of an actor label; one that the registry does not know is `unknown`, under the label's own words."""
    id = label.removeprefix("other:")
    actor, table = _actors().get(id), side_table()
    if actor is None:
        return Side(label=label, name=id.replace("_", " "), kind="unknown")
    return Side(
        label=label,
        name=actor.name_en,
        kind=actor.kind,
        country=actor.country,
        named=id not in table.unnamed,
        government=actor.kind in ("state", "international") and id not in table.no_government,
    )


def inter(one: Side, country: str | None) -> int:
    """ACLED's code of an armed side's kind in an incident of a country: 1 state forces, 2 rebels, 3 political militia,
    4 identity militia, 8 external."""
    id, table = one.label.removeprefix("other:"), side_table()
    if id in table.external or one.kind == "international":
        return 8
    if one.kind == "state":
        return 1 if one.country is not None and one.country == country else 8
    return 2 if id in table.rebels else 4 if id in table.identity else 3


def government_number(one: Side) -> int | None:
    """The number of a state's government in the list of Gleditsch and Ward; None for every other side."""
    id = one.label.removeprefix("other:")
    return gleditsch_ward(one.country) if one.kind == "state" and id not in side_table().no_number else None


@lru_cache(maxsize=1)
def side_table() -> SideTable:
    """The table. Raises DataError where it names a side that the registry does not know."""
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    table = parse_table(text, SideTable, where=f"export/{TABLE}")
    known = _actors()
    named = {*table.rebels, *table.identity, *table.external, *table.no_government, *table.no_number, *table.unnamed}
    if strange := sorted(named - set(known)):
        raise DataError(f"names sides that no table of actors has: {', '.join(strange)}", where=f"export/{TABLE}")
    return table
