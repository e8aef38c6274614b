"""An outlet's home is known by its name or its address, and weighs least of all."""

from __future__ import annotations

import pytest

from marsad.gazetteer import home_of


@pytest.mark.parametrize(
    ("outlet", "url", "home"),
    [
        ("عنب بلدي", None, "SY"),
        ("عنب بلدى", None, "SY"),
        ("Okaz", None, "SA"),
        (None, "https://www.sabanew.net.ye/ar/news1", "YE"),
        (None, "http://ina.iq/123", "IQ"),
        (None, "https://example.com/sy", None),
        (None, "https://channel.tv", None),
        ("صحيفة الوهم", "", None),
        (None, None, None),
    ],
)
def test_where_an_outlet_is_at_home(outlet: str | None, url: str | None, home: str | None) -> None:
    """By name in any spelling, else by a country's ending; a name or an ending of no country says nothing."""
    assert home_of(outlet, url) == home
