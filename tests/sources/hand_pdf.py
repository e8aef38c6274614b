"""PDF files by hand: letters at places, in whatever order a program may have written them."""

from __future__ import annotations

from collections.abc import Sequence

Letter = tuple[str, float, float]  # what it says, x, y
SIZE = 12
WIDTH = 6.0  # of every letter, in points


def pdf(pages: Sequence[Sequence[Letter]]) -> bytes:
    """A file in which each letter is drawn by itself, in the order given, with a text layer that says what it is.

    A letter of no text is a black box: something drawn, with nothing in the text layer.
    """
    said = sorted({text for page in pages for text, _, _ in page if text})
    code = {text: number for number, text in enumerate(said, start=1)}
    bodies = [
        _stream("".join(f"1 0 0 1 {x} {y} Tm <{code[t]:02x}> Tj\n" for t, x, y in page if t))
        if all(t for t, _, _ in page)
        else _stream("0 0 90 90 re f", layout=False)
        for page in pages
    ]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    width, last = WIDTH / SIZE * 1000, len(said)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 {width} 800] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/CharProcs << /box 4 0 R >> /Encoding << /Type /Encoding /Differences [1 {'/box ' * last}] >> "
        f"/FirstChar 1 /LastChar {last} /Widths [{f'{width} ' * last}] /Resources << >> /ToUnicode 5 0 R >>",
        _stream(f"{width} 0 0 -200 {width} 800 d1 0 -200 {width} 1000 re f", layout=False),
        _stream(_names(code), layout=False),
    ]
    for number, body in enumerate(bodies):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(body)
    return _file(objects)


def rtl(text: str, y: float, *, right: float = 380, order: int = 1, step: float = WIDTH) -> list[Letter]:
    """A line of one direction, drawn from the right; `order` -1 draws its letters from the left, as it is seen."""
    return [(letter, right - (at + 1) * step, y) for at, letter in enumerate(text)][::order]


def ltr(text: str, y: float, *, left: float = 40) -> list[Letter]:
    """A line drawn from the left."""
    return [(letter, left + at * WIDTH, y) for at, letter in enumerate(text)]


def _stream(body: str, *, layout: bool = True) -> str:
    written = f"BT /F {SIZE} Tf\n{body}ET" if layout else body
    return f"<< /Length {len(written)} >>\nstream\n{written}\nendstream"


def _names(code: dict[str, int]) -> str:
    rows = "\n".join(f"<{number:02x}> <{text.encode('utf-16-be').hex()}>" for text, number in code.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(code)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )


def _file(objects: Sequence[str]) -> bytes:
    body, places = "%PDF-1.7\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")
