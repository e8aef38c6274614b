"""`marsad evaluate-detection`: how well single sentences are told to report an assault or a protest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import AsJson

if TYPE_CHECKING:
    from marsad.evaluate.detection import Detection


def evaluate_detection(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder of assault*.csv and protest*.csv: id, label, accept, total, text."),
    ],
    details: Annotated[
        bool, typer.Option("--details", help="List every sentence judged otherwise than by people.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Score detection of ASSAULT and PROTEST in judged sentences, by the rules alone and by the learned filter."""
    from marsad.evaluate.detection import score_detection
    from marsad.extract import build_reader

    found = score_detection(directory, reader=build_reader())
    if json:
        import orjson

        typer.echo(orjson.dumps([one.as_json() for one in found], option=orjson.OPT_INDENT_2).decode())
        return
    for one in found:
        _print(one, details=details)


def _print(one: Detection, *, details: bool) -> None:
    from marsad.cli.screen import say_mixed

    for how, counted in (("counted as no", one.counted), ("left out", one.left_out)):
        scores = f"P {counted.precision:.3f}  R {counted.recall:.3f}  F1 {counted.f1:.3f}"
        numbers = f"right {counted.right} wrong {counted.wrong} missed {counted.missed}"
        typer.echo(f"{one.kind.upper():8} {one.by:7} difficult no {how:14} {scores}   {numbers}")
    if details:
        for sentence, said in one.mistakes:
            say_mixed(f"  {'wrong ' if said else 'missed'} {sentence.label:12} {sentence.id}  {sentence.text}")
