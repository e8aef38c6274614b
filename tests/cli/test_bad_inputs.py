"""Bad inputs: named with file and line; the run goes on, the command fails at the end, the register holds."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]

GOOD = {
    "id": "good-1",
    "text": "قتل مدنيان وأصيب أربعة أطفال في قصف شنته جماعة الحوثي على مدينة تعز.",
    "published": "2018-05-10",
}
LAST = {
    "id": "good-2",
    "text": "قتل ثلاثة جنود من الجيش العراقي في هجوم شنه تنظيم داعش قرب الموصل.",
    "published": "2018-05-11",
}

SIDES = ("before", "behind")


def record(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def around(bad: bytes, name: str) -> bytes:
    """A bad line between two good ones, whose ids tell the file."""
    before, behind = (
        record(**{**good, "id": f"{side}-{name}"}) for side, good in zip(SIDES, (GOOD, LAST), strict=True)
    )
    return b"\n".join([before, bad, behind]) + b"\n"


def truncated() -> bytes:
    lines = [record(id=f"t{n}", text=f"خبر {n} {hash(n) * 7919 % 10**9}") for n in range(3_000)]
    return gzip.compress(b"\n".join(lines))[:-1_000]


BAD = [
    ("empty.txt", b"", "empty.txt", "empty"),
    ("blank.txt", b" \r\n", "blank.txt", "blank"),
    ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "binary.txt", "binary"),
    ("unknown.txt", "Взрыв прогремел в городе".encode("cp1251"), "unknown.txt", "encoding"),
    ("damaged.txt", "انفجار في المدينة".encode()[:-1], "damaged.txt", "breaks at byte"),
    ("huge.txt", "قصف ".encode() * 7_200_000, "huge.txt", "larger than 10,000,000 bytes"),
    ("report.docx", b"PK", "report.docx", "no kind of source"),
    ("report.pdf", b"%PDF-1.7", "report.pdf", "no whole PDF"),
    ("report.xlsx", b"PK", "report.xlsx", "no whole XLSX workbook"),
    ("table.csv", "عنوان,خبر\nأ,ب\n".encode(), "table.csv", "there are: عنوان, خبر"),
    ("result.json", b'{"name": "x", "messages": [{"id": 1,', "result.json", "breaks off after 0 messages"),
    ("news.eml", b"no headers", "news.eml", "does not begin with headers"),
    ("missing.txt", None, "missing.txt", "No such file"),
    ("cut.jsonl.gz", truncated(), "cut.jsonl.gz, line ", "breaks off"),
    ("noise.jsonl.gz", b"\x1f\x8b\x08\x00 noise", "noise.jsonl.gz", "damaged"),
    ("half.jsonl", around(record(**LAST)[:40], "half.jsonl"), "half.jsonl, line 2", "no whole JSON object"),
    ("fields.jsonl", around(record(id="x"), "fields.jsonl"), "fields.jsonl, line 2", "no `text`"),
    ("noid.jsonl", around(record(text="خبر"), "noid.jsonl"), "noid.jsonl, line 2", "no `id`"),
    (
        "twice.jsonl",
        around(record(id="before-twice.jsonl", text="خبر آخر"), "twice.jsonl"),
        "twice.jsonl, line 2",
        "a second report",
    ),
    (
        "later.jsonl",
        around(record(id="x", text="خبر", published="3020-01-01"), "later.jsonl"),
        "later.jsonl, line 2",
        "3020-01-01",
    ),
    (
        "never.jsonl",
        around(record(id="x", text="خبر", published="2015-13-45"), "never.jsonl"),
        "never.jsonl, line 2",
        "2015-13-45",
    ),
    ("long.jsonl", around(record(id="x", text="قصف " * 2_000_000), "long.jsonl"), "long.jsonl, line 2", "larger than"),
]


@dataclass(frozen=True)
class Run:
    """What one run over all bad inputs, a good one after each, said and left behind."""

    code: int
    errors: tuple[str, ...]
    ids: frozenset[object]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, marsad: Marsad) -> Run:
    folder = tmp_path_factory.mktemp("bad")
    sources = []
    for name, data, *_ in BAD:
        bad, good = folder / name, folder / f"after-{name}.jsonl"
        if data is not None:
            bad.write_bytes(data)
        good.write_bytes(record(**{**GOOD, "id": f"after-{name}"}) + b"\n")
        sources += [bad, good]
    done = marsad("run", *sources, "--register", folder / "r.db", "--json")
    told = [line for line in done.stderr.splitlines() if not line.startswith("note: ")]
    assert "Traceback" not in done.stderr
    return Run(done.returncode, tuple(told), frozenset(r["report_id"] for r in _told(marsad, folder / "r.db")))


@pytest.mark.parametrize(("name", "where", "what"), [(n, *told) for n, _, *told in BAD], ids=[n for n, *_ in BAD])
def test_a_bad_input_is_named_and_the_run_goes_on(run: Run, name: str, where: str, what: str) -> None:
    """One error names file and line and what to do; the good report after it is stored; the exit code is 1."""
    (told,) = [line for line in run.errors if f"/{name}" in line]
    assert where in told
    assert what in told
    assert told.endswith(")"), "the next step"
    assert f"after-{name}" in run.ids
    assert run.code == 1


def test_nothing_else_is_complained_of(run: Run) -> None:
    """There is one error for each bad input, and the good lines around a bad one are stored."""
    assert len(run.errors) == len(BAD)
    assert {f"{side}-{name}" for name, data, *_ in BAD if data and b"before-" in data for side in SIDES} <= run.ids


@pytest.mark.parametrize(("name", "data", "where", "what"), BAD[:3] + BAD[10:12], ids=lambda v: None)
def test_extract_names_them_too(tmp_path: Path, marsad: Marsad, name: str, data: bytes, where: str, what: str) -> None:
    """The same errors without a register; the good reports are written."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(str(GOOD["text"]), encoding="utf-8")
    done = marsad("extract", tmp_path / name, tmp_path / "good.txt", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert where in done.stderr
    assert what in done.stderr
    assert (tmp_path / "out" / "good.json").is_file()


def _told(marsad: Marsad, register: Path) -> list[dict[str, object]]:
    printed = marsad("incidents", "--register", register, "--format", "jsonl").stdout
    return [report for line in printed.splitlines() for report in json.loads(line)["reports"]]


def test_two_files_of_one_name(tmp_path: Path, marsad: Marsad) -> None:
    """Two texts under one id: the first stands, the second is named, neither is lost without a word."""
    for part, text in (("a", GOOD["text"]), ("b", LAST["text"]), ("c", GOOD["text"])):
        (tmp_path / part).mkdir()
        (tmp_path / part / "report.txt").write_text(str(text), encoding="utf-8")
    done = marsad("extract", tmp_path / "a", tmp_path / "b", tmp_path / "c", "--out", tmp_path / "out")
    assert done.returncode == 1
    (told,) = [line for line in done.stderr.splitlines() if "another report has the id" in line]
    assert str(tmp_path / "b" / "report.txt") in told


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (
            ["extract", "{good}", "--out", "{tmp}/o", "--published", "2020-13-01"],
            2,
            "--published: the date '2020-13-01'",
        ),
        (["extract", "{good}", "--out", "{tmp}/o", "--published", "3020-01-01"], 2, "future"),
        (
            ["extract", "{good}", "--out", "{tmp}/o", "--manifest", "{tmp}/none.json"],
            1,
            "none.json: the manifest cannot",
        ),
        (["extract", "{good}", "--out", "{good}"], 1, "good.txt: the folder cannot be made"),
        (["run", "{good}", "--register", "{tmp}"], 1, "this is a folder, not a register"),
        (["run", "{good}", "--register", "{good}"], 1, "this file is not a register"),
        (["run", "{good}", "--register", "{tmp}/none/r.db"], 1, "its folder does not exist"),
        (["run", "{good}", "--register", "/proc/r.db"], 1, "r.db: "),  # a place where not even root may write
        (["incidents", "--register", "{tmp}/none.db"], 1, "none.db: there is no register here"),
        (["incidents", "--register", "{good}"], 1, "this file is not a register"),
        (["incidents", "--register", "{tmp}/none.db", "--type", "battle"], 2, "the codebook has no 'battle'"),
        (["incidents", "--from", "yesterday"], 2, "--from: the date 'yesterday'"),
        (["tolls", "--by", "moon"], 2, "moon"),
        (["export", "dbf"], 2, "dbf"),
        (["run"], 2, "SOURCE"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_what_was_asked_wrongly(tmp_path: Path, marsad: Marsad, arguments: list[str], code: int, what: str) -> None:
    """One line that names it; 2 where the command was asked wrongly, 1 where a file is; never a traceback."""
    good = tmp_path / "good.txt"
    good.write_text(str(GOOD["text"]), encoding="utf-8")
    done = marsad(*(argument.format(tmp=tmp_path, good=good) for argument in arguments))
    assert done.returncode == code, done.stderr
    assert what in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "value"), [("MARSAD_WORKERS", "0"), ("MARSAD_BATCH", "many")])
def test_settings_that_cannot_be(tmp_path: Path, marsad: Marsad, name: str, value: str) -> None:
    """A setting of the environment that is no number is named."""
    done = marsad("run", tmp_path, "--register", tmp_path / "r.db", env={name: value})
    assert done.returncode == 2
    assert name in done.stderr


def test_problems_are_told_one_by_one_up_to_a_point(tmp_path: Path, marsad: Marsad) -> None:
    """Fifty are told one by one, the rest as a number: a broken archive does not flood the screen."""
    (tmp_path / "bad.jsonl").write_bytes(b"{\n" * 80 + record(**GOOD) + b"\n")
    done = marsad("extract", tmp_path / "bad.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert sum("no whole JSON object" in line for line in done.stderr.splitlines()) == 50
    assert "and 30 more problems" in done.stderr
    assert "1 reports written" in done.stderr
    assert "80 problems" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_register_that_may_only_be_read(tmp_path: Path, register: Path, folder: Path, marsad: Marsad) -> None:
    """Running into it fails by name; what it holds can still be listed."""
    before = marsad("incidents", "--register", register, "--format", "jsonl").stdout
    register.chmod(0o444)
    done = marsad("run", folder, "--register", register)
    assert done.returncode == 1
    assert "may not be written to" in done.stderr
    assert marsad("incidents", "--register", register, "--format", "jsonl").stdout == before


def test_a_full_disk_leaves_the_register_whole(tmp_path: Path, register: Path, marsad: Marsad) -> None:
    """With no room left the run fails by name, the register is as before, and runs to the end once there is room."""
    more = tmp_path / "more.jsonl"
    texts = (f"قتل {n} مدنيين في قصف شنته جماعة الحوثي على مدينة تعز. " * 20 for n in range(3, 200))
    more.write_bytes(b"\n".join(record(id=f"m{n}", text=text) for n, text in enumerate(texts)) + b"\n")
    before = marsad("incidents", "--register", register, "--format", "jsonl").stdout
    room = max(register.stat().st_size, more.stat().st_size) + 50_000
    done = subprocess.run(
        [sys.executable, "-c", "from marsad.cli import main; main()", "run", more, "--register", register],
        capture_output=True,
        text=True,
        env={**os.environ, "MARSAD_WORKERS": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 1, done.stderr
    assert str(register) in done.stderr
    assert "disk" in done.stderr
    assert "Traceback" not in done.stderr
    after = marsad("incidents", "--register", register, "--format", "jsonl").stdout
    assert after == before, "the incidents are replaced whole or not at all"
    assert marsad("run", more, "--register", register).returncode == 0
