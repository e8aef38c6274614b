"""The packaged gazetteer, loaded once."""

from __future__ import annotations

import pytest

from marsad.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()
