"""The file of rules is read strictly."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.link import load_link_settings
from marsad.model import EVENT_TYPES, VIOLENT

PACKAGED = files("marsad").joinpath("data", "link.toml").read_text(encoding="utf-8")


def test_every_violent_type_makes_an_incident() -> None:
    """No violent event of the codebook is left out of incidents."""
    assert set(load_link_settings().groups) >= VIOLENT
    assert set(load_link_settings().groups) <= set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[limits]", "[limits]\nlnik = 3", "lnik"),
        ("type_rival =", "type_rivals =", "type_rival"),
        ("[types.clash]", "[types.klash]", "klash"),
        ('["airstrike", "shelling"]', '["airstrike", "shellling"]', "shellling"),
        ("type_rival = -2.0", 'type_rival = "much" #', "type_rival"),
        ("[weights]", "[weights", "cannot be used"),
    ],
)
def test_unknown_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    """A key, type or value that the schema does not know is an error that names the file."""
    path = tmp_path / "link.toml"
    path.write_text(PACKAGED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=said) as caught:
        load_link_settings(path)
    assert caught.value.where == str(path)
