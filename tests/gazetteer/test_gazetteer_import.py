"""What a user downloads is joined with the packaged places, told once, and used; bad files lose nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.gazetteer import import_places, load_gazetteer, read_dump, read_pcodes
from marsad.gazetteer.imported import imported_entries


def dump_line(number: int, names: str, latitude: float, longitude: float, people: int = 0) -> str:
    cells = [
        str(number), "Zafarana", "Zafarana", names, str(latitude), str(longitude), "P", "PPL", "SY", "", "12", "", "",
        "", str(people), "", "300", "Asia/Damascus", "2020-01-01",
    ]  # fmt: skip
    return "\t".join(cells)


VILLAGE = dump_line(900001, "زعفرانة الوهم,Zafrana", 35.5, 36.7, 800)
KNOWN = dump_line(164816, "سراقب,سراقب الجديدة", 35.86447, 36.80591)  # Saraqib, with one more Arabic name
AGAIN = dump_line(900002, "زعفرانة الوهم", 35.51, 36.71)  # the village under another number, two kilometres off
NAMELESS = dump_line(900003, "Iks", 35.5, 36.5)
SHEET = (
    "admin1Name_ar,admin1Pcode,admin3Name_en,admin3Name_ar,admin3Pcode,Latitude,Longitude\n"
    "إدلب,SY07,Wahm,ناحية الوهم,SY070099,35.7,36.6\n"
)
Add = Callable[..., tuple[int, int, int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def add_dump(
    folder: Path, *lines: str, alternates: str | None = None, problems: list[str] | None = None
) -> tuple[int, int, int]:
    folder.parent.mkdir(exist_ok=True)
    dump, names = folder.parent / "SY.txt", None
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if alternates is not None:
        names = folder.parent / "alternateNames.txt"
        names.write_text(alternates, encoding="utf-8")
    told: list[str] = [] if problems is None else problems
    entries = read_dump(dump, alternate_names=names, problem=lambda line, what: told.append(f"{line}: {what}"))
    done = import_places(entries, folder, progress=lambda _: None)
    return done.new, done.richer, done.known


def test_a_dump_adds_what_is_new_and_names_to_what_is_known(folder: Path) -> None:
    """A village is new, a known town gains a name; a twin and a place without an Arabic name add nothing."""
    assert add_dump(folder, VILLAGE, KNOWN, AGAIN, NAMELESS) == (1, 1, 1)
    gazetteer = load_gazetteer(folder)
    (village,) = gazetteer.find("زعفرانه الوهم")
    assert (village.latitude, village.admin1, village.population) == (35.5, "إدلب", 800)
    assert [entry.id for entry in gazetteer.find("سراقب الجديدة")] == ["geonames:164816"]
    assert gazetteer.find("سراقب الجديدة")[0] in gazetteer.find("سراقب")


def test_importing_again_adds_nothing(folder: Path) -> None:
    """The same dump a second time tells nothing new and keeps what is stored."""
    add_dump(folder, VILLAGE, KNOWN)
    before = imported_entries(folder)
    assert add_dump(folder, VILLAGE, KNOWN) == (0, 0, 2)
    assert imported_entries(folder) == before


def test_alternate_names_give_arabic_names(folder: Path) -> None:
    """A place takes the Arabic names of the other file, the preferred first; historic and foreign ones are left out."""
    rows = [
        ("1", "900003", "ar", "قرية الوهم الصغير", "", "", "", ""),
        ("2", "900003", "ar", "الوهم الأول", "1", "", "", ""),
        ("3", "900003", "en", "Iks", "", "", "", ""),
        ("4", "900003", "ar", "الوهم القديم", "", "", "", "1"),
    ]
    names = "".join("\t".join(row) + "\n" for row in rows)
    assert add_dump(folder, NAMELESS, alternates=names) == (1, 0, 0)
    (entry,) = imported_entries(folder)
    assert entry.names == ("الوهم الأول", "الوهم الصغير")


def test_a_zip_is_read_as_it_comes(folder: Path, tmp_path: Path) -> None:
    """The zip file that GeoNames offers needs no unpacking."""
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("readme.txt", "about")
        file.writestr("SY.txt", VILLAGE + "\n")
    done = import_places(
        read_dump(packed, alternate_names=None, problem=lambda *_: None), folder, progress=lambda _: None
    )
    assert done.new == 1


def test_half_a_line_is_named_and_left_out(folder: Path) -> None:
    """A broken line costs itself alone, and is told with its number."""
    problems: list[str] = []
    assert add_dump(folder, VILLAGE[:40], VILLAGE, problems=problems) == (1, 0, 0)
    assert problems == ["1: 4 columns, not 19; left out"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"name,latitude\nx,1\n", "no line of a GeoNames dump"),
        (VILLAGE.encode("windows-1256", errors="replace"), "no UTF-8"),
        (b"", "no line of a GeoNames dump"),
    ],
)
def test_what_is_no_dump_is_refused_and_nothing_is_lost(
    folder: Path, tmp_path: Path, content: bytes, what: str
) -> None:
    """Wrong columns, another encoding or an empty file: the error says so, and what was stored stands."""
    add_dump(folder, VILLAGE)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    with pytest.raises(DataError, match=what):
        import_places(read_dump(bad, alternate_names=None, problem=lambda *_: None), folder, progress=lambda _: None)
    assert len(imported_entries(folder)) == 1


def workbook(path: Path, rows: list[list[str]]) -> None:
    def written(cell: str) -> str:
        return f'<c t="inlineStr"><is><t>{cell}</t></is></c>'

    cells = "".join(f"<row>{''.join(map(written, row))}</row>" for row in rows)
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", f'<workbook {ns}><sheets><sheet name="admin3"/></sheets></workbook>')
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {ns}><sheetData>{cells}</sheetData></worksheet>")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_pcode_sheet_adds_divisions(folder: Path, tmp_path: Path, ending: str) -> None:
    """CSV and XLSX give the lowest division with its point, its province and its P-code."""
    sheet = tmp_path / f"sheet.{ending}"
    if ending == "csv":
        sheet.write_text(SHEET, encoding="utf-8-sig")
    else:
        workbook(sheet, [line.split(",") for line in SHEET.splitlines()])
    done = import_places(read_pcodes(sheet, problem=lambda *_: None), folder, progress=lambda _: None)
    assert done.new == 1
    (entry,) = imported_entries(folder)
    assert (entry.names, entry.kind, entry.admin1, entry.latitude, entry.source) == (
        ("الوهم",), "subdistrict", "إدلب", 35.7, "OCHA SY070099",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"a,b\n1,2\n", "its columns are a, b"),
        ("admin1Name_ar,admin1Pcode\nإدلب,SY07\n".encode("windows-1256"), "no UTF-8"),
    ],
)
def test_what_is_no_pcode_sheet_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    """The error names the columns it found, or the byte that is no UTF-8."""
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(content)
    with pytest.raises(DataError, match=what):
        list(read_pcodes(sheet, problem=lambda *_: None))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A file that only ends in .xlsx is no workbook."""
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(b"no zip")
    with pytest.raises(DataError, match="no XLSX workbook"):
        list(read_pcodes(sheet, problem=lambda *_: None))
