"""What the tests of linking share."""

from __future__ import annotations

import pytest

from marsad.link import LinkSettings, load_link_settings


@pytest.fixture(scope="session")
def rules() -> LinkSettings:
    """The packaged rules of linking."""
    return load_link_settings()
