"""Tables: a column for each field, one report a row, in the forms that spreadsheets and programs write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Manifest, Problem, Row, read_source

Read = Callable[..., tuple[list[Report], list[Problem]]]

FIRST = "قتل ثلاثة مدنيين في قصف على القرية."
SECOND = "أصيب جنديان في انفجار قرب الحاجز؛ ولم تعلن جهة مسؤوليتها."
ARABIC = {"text": "الخبر", "published": "التاريخ", "outlet": "الجهة", "title": "العنوان", "url": "الرابط"}
HEAD = "العنوان,الخبر,التاريخ,الجهة,الرابط,ملاحظة"


def serious(problems: list[Problem]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.what) for problem in problems if not problem.note]


def written(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join((*lines, "")).encode(encoding))
    return path


def workbook(path: Path, *sheets: list[list[object]], hidden: int | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"ورقة {number + 1}")
        sheet.sheet_state = "hidden" if number == hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_arabic_heads_in_each_encoding_and_delimiter(tmp_path: Path, read: Read, encoding: str, delimiter: str) -> None:
    """What spreadsheets of any year write is read without being told how it was written."""
    row = f'غارة,"{FIRST}",2020-02-03,وكالة الميناء,https://example.org/1,لا شيء'
    lines = (HEAD.replace(",", delimiter), row.replace(",", delimiter))
    path = written(tmp_path / "table.csv", *lines, encoding=encoding)
    (report,), problems = read(path, columns=ARABIC)
    assert (report.title, report.text) == ("غارة", f"غارة\n\n{FIRST}")
    assert (report.published, report.published_from) == ("2020-02-03", "record")
    assert (report.outlet, report.url) == ("وكالة الميناء", "https://example.org/1")
    assert [(problem.note, "ملاحظة" in problem.what) for problem in problems] == [(True, True)]


def test_a_line_for_spreadsheets_names_the_delimiter(tmp_path: Path, read: Read) -> None:
    """`sep=` on the first line is no head."""
    (report,), _ = read(written(tmp_path / "t.csv", "sep=|", "id|text", f"a|{FIRST}"))
    assert (report.id, report.text) == ("a", FIRST)


def test_names_of_fields_need_no_mapping(tmp_path: Path, read: Read) -> None:
    """Columns named as the fields are found in any case of letters."""
    (report,), problems = read(written(tmp_path / "t.csv", "ID,Text, Published ", f"a,{FIRST},2020-02-03"))
    assert (report.id, report.text, report.published) == ("a", FIRST, "2020-02-03")
    assert problems == []


@pytest.mark.parametrize(
    ("head", "columns", "what"),
    [
        ("a,b", {}, "no column `text`; there are: a, b"),
        ("a,b", {"text": "body"}, "no column 'body' for text; there are: a, b"),
        ("a,text", {"outlet": "source"}, "no column 'source' for outlet; there are: a, text"),
        ("text,text", {}, "two columns are named 'text'"),
        ('"text', {}, "the head is no CSV"),
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(
    tmp_path: Path, read: Read, head: str, columns: dict[str, str], what: str
) -> None:
    """The error shows what the table has, so that the option can be mended without opening it."""
    reports, (problem,) = read(written(tmp_path / "t.csv", head, f"1,{FIRST}"), columns=columns)
    assert reports == []
    assert what in problem.what
    assert problem.todo


def test_rows_without_an_id_get_one_of_what_they_say(tmp_path: Path, read: Read) -> None:
    """The same row has the same id in any table and any place of it; a second telling of it is passed over."""
    table = written(tmp_path / "t.csv", "text,outlet", f"{FIRST},س", f"{SECOND},س", f"{FIRST},س", f"{FIRST},ص", ",")
    reports, problems = read(table)
    assert len({report.id for report in reports}) == 3
    assert [report.text for report in reports] == [FIRST, SECOND, FIRST]
    assert [problem.what for problem in problems if problem.note] == ["rows that repeat an earlier one, passed over: 1"]
    assert serious(problems) == []
    moved, _ = read(written(tmp_path / "u.csv", "note,outlet,text", f"x,س,{SECOND}", f"y,س,{FIRST}"))
    assert [report.id for report in moved] == [reports[1].id, reports[0].id]


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("b,", "no `text`"),
        (",نص", "no id in the column 'id'"),
        ("b", "1 cells where the head has 2"),
        ("b,خبر,آخر", "3 cells where the head has 2"),
        ("a,خبر آخر", "a second report with the id 'a'"),
        ('b,"خبر" آخر', "no row of CSV"),
        ('b,"خبر لا ينتهي', "no row of CSV"),
        ("b," + "خبر " * 3_000, "larger than 10,000 bytes"),
        ('b,"' + "خبر\r\n" * 3_000 + '"', "larger than 10,000 bytes"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, read: Read, bad: str, what: str) -> None:
    """One problem with the number of the line on which the row begins; those before and after it are read."""
    table = written(tmp_path / "t.csv", "id,text", f"a,{FIRST}", bad, f'c,"{SECOND}"', f"d,{SECOND}")
    reports, problems = read(table)
    assert [report.id for report in reports] == ["a", "c", "d"]
    assert serious(problems)[0][0] == 3
    assert what in serious(problems)[0][1]
    assert len(serious(problems)) == 1


def test_a_broken_letter_costs_its_row(tmp_path: Path, read: Read) -> None:
    """A byte that is no UTF-8 in a file that is: the row is named, no letter is made up for it."""
    path = written(tmp_path / "t.csv", "id,text", f"a,{FIRST}", "b,XX", f"c,{SECOND}")
    path.write_bytes(path.read_bytes().replace(b"XX", "خبر".encode()[:-1]))
    reports, problems = read(path)
    assert [report.id for report in reports] == ["a", "c"]
    assert serious(problems) == [(3, "the file is utf-8, but this line breaks at its byte 6")]


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        (None, "2020-02-03 10:15", "2020-02-03"),
        (None, "03/02/2020", None),
        ("%d/%m/%Y", "03/02/2020", "2020-02-03"),
        ("%m/%d/%Y", "03/02/2020", "2020-03-02"),
        ("%d/%m/%Y", "٠٣/٠٢/٢٠٢٠", "2020-02-03"),
        ("%d/%m/%Y", "2020-02-03", "2020-02-03"),
        ("%d/%m/%Y", "30/02/2020", None),
        ("%d/%m/%Y", "03/02/3020", None),
        (None, "43864", None),
    ],
)
def test_days_in_another_form(tmp_path: Path, read: Read, form: str | None, cell: str, day: str | None) -> None:
    """A form is never guessed, since 03/02 is two days: it is given, or the report is undated and the cell told."""
    (report,), problems = read(written(tmp_path / "t.csv", "text,published", f"{FIRST},{cell}"), date_form=form)
    assert report.published == day
    assert len(problems) == (day is None)


def test_days_of_a_workbook(tmp_path: Path, read: Read) -> None:
    """Cells that are dates, times, numbers of days or ISO text say the same day; other numbers say none."""
    cells = [date(2020, 2, 3), datetime(2020, 2, 3, 23, 59), 43864, 43864.75, "2020-02-03", None, -5]
    rows = [["id", "text", "published"], *([f"r{n}", f"{FIRST} {n}", cell] for n, cell in enumerate(cells))]
    reports, problems = read(workbook(tmp_path / "t.xlsx", rows))
    assert [report.published for report in reports] == ["2020-02-03"] * 5 + [None, None]
    assert [line for line, _ in serious(problems)] == [8]


def test_sheets_of_a_workbook(tmp_path: Path, read: Read) -> None:
    """Each visible sheet with the columns is read, one without them told; numbers are ids; hidden sheets are left."""
    path = workbook(
        tmp_path / "t.xlsx",
        [["id", "text"], [1, FIRST], [None, None], [2, ""]],
        [["other"], ["x"]],
        [["text", "id", None, "beside"], [SECOND, 3.0, None, "y", "z"]],
        [["id", "text"], [9, "مخفي"]],
        hidden=3,
    )
    reports, problems = read(path)
    assert [(report.id, report.text) for report in reports] == [("1", FIRST), ("3", SECOND)]
    assert serious(problems) == [(4, "sheet 'ورقة 1': no `text`")]
    assert [problem.what for problem in problems if "no column `text`" in problem.what] == [
        "sheet 'ورقة 2': no column `text`; there are: other"
    ]


def test_an_old_workbook_is_told_what_to_do(tmp_path: Path, read: Read) -> None:
    """An .xls under another name, or a workbook with a password, cannot be read; the problem says how it can."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    reports, (problem,) = read(path)
    assert reports == []
    assert "password" in problem.what
    assert ".xlsx" in (problem.todo or "")


def test_types_of_parquet(tmp_path: Path, read: Read) -> None:
    """Days and times are days, whole numbers are ids, and a text that is none is told with its row."""
    rows = {
        "key": [7, 8],
        "body": [FIRST, SECOND],
        "day": [datetime(2020, 2, 3, 22), None],
        "vector": [[0.1, 0.2], []],
    }
    path = tmp_path / "t.parquet"
    parquet.write_table(pyarrow.table(rows), path)
    reports, problems = read(path, columns={"id": "key", "text": "body", "published": "day"})
    assert [(report.id, report.text, report.published) for report in reports] == [
        ("7", FIRST, "2020-02-03"),
        ("8", SECOND, None),
    ]
    assert [problem.what for problem in problems] == ["columns that are not read: vector"]
    reports, problems = read(path, columns={"text": "key"})
    assert reports == []
    assert serious(problems) == [(1, "`text` is no text but int"), (2, "`text` is no text but int")]


def test_the_manifest_outranks_the_row_and_is_no_table_of_reports(tmp_path: Path, read: Read) -> None:
    """A manifest that lies in the folder that is read is not read as reports."""
    written(tmp_path / "t.csv", "id,text,outlet", f"a,{FIRST},س")
    path = written(tmp_path / "about.csv", "id,outlet", "a,ص")
    (report,), problems = read(tmp_path, manifest=Manifest({"a": Row(outlet="ص")}, path))
    assert report.outlet == "ص"
    assert problems == []


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;\u200f\t'), min_size=1)


@given(st.lists(cells.filter(str.strip), max_size=5))
def test_any_text_survives_a_csv(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Quotes, delimiters, line ends and direction marks inside a cell come out as they went in."""
    import csv

    path = tmp_path_factory.mktemp("h") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *((str(n), text) for n, text in enumerate(texts))])
    problems: list[Problem] = []
    reports = list(read_source(path, Intake(settings=Settings(), problems=problems.append)))
    assert [report.text for report in reports] == texts
    assert problems == []
