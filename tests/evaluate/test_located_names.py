"""The share of the names of places in annotated events that readings find as places."""

from __future__ import annotations

from marsad.evaluate.located import names_found


def test_each_name_of_a_report_counts_once() -> None:
    """A name in two events is one name; one that holds the other is the same; a report not read finds nothing."""
    gold = {
        "a": {"events": [{"places": ["محافظة إدلب", "سراقب"]}, {"places": ["سراقب"]}, {"places": None}]},
        "b": {"events": [{"places": ["تعز"]}]},
    }
    found = names_found(gold, {"a": {"places": [{"name": "إدلب"}]}})
    assert (found.asked, found.found) == (3, 1)
    assert found.misses == (("a", "سراقب"), ("b", "تعز"))
