"""The example briefs of the documentation."""

from __future__ import annotations

from briefs import load_script

from marsad.register import Register


def test_the_examples_are_what_would_be_written(gold: Register) -> None:
    """Byte for byte: run `make examples` when a brief says something new."""
    script = load_script("make_examples")
    files = dict(script.examples(gold))
    assert len(files) > 8
    assert [p.name for p, content in files.items() if not p.exists() or p.read_bytes() != content] == []
    assert [p.name for p in script.FOLDER.glob("brief-*") if p not in files] == []
