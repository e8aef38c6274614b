"""`marsad brief`."""

from __future__ import annotations

from pathlib import Path

import pytest
from briefs import DAY, FIRST, Write
from typer.testing import CliRunner

from marsad.cli.app import app
from marsad.errors import RegisterError, UsageError


def brief(*words: str) -> str:
    result = CliRunner().invoke(app, ["brief", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_brief_is_written_with_its_drawings(written: Write, tmp_path: Path) -> None:
    """The file that is named, and the pictures of a Markdown brief beside it, under its name."""
    register = written(FIRST).where
    out = tmp_path / "out" / "today.md"
    out.parent.mkdir()
    said = brief("--date", DAY, "--register", register, "--lang", "en", "--out", str(out))
    assert "wrote" in said
    assert out.read_text(encoding="utf-8").startswith("# Brief of 3 February 2020\n")
    assert {p.name for p in out.parent.iterdir()} > {"today.md", "today-map.svg"}


def test_a_brief_is_named_after_its_day(written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --out it is written here; digits and months are as they are asked for."""
    register = written(FIRST).where
    monkeypatch.chdir(tmp_path)
    brief("--date", DAY, "--register", register, "--digits", "arab", "--months", "egypt", "--format", "html")
    page = (tmp_path / f"brief-{DAY}.ar.html").read_text(encoding="utf-8")
    assert "<h1>موجز ٣ فبراير ٢٠٢٠</h1>" in page


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (["--date", "today"], UsageError, "YYYY-MM-DD"),
        (["--date", DAY, "--since", DAY], UsageError, "earlier day"),
        (["--date", DAY, "--register", "nowhere.db"], RegisterError, "no register"),
    ],
)
def test_bad_input_is_refused(words: list[str], error: type[Exception], said: str, written: Write) -> None:
    """The error says what was wrong, and nothing is written."""
    register = written(FIRST).where
    with pytest.raises(error, match=said):
        brief("--register", register, *words)
