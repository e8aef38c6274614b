"""Reading many reports: in this process, or in a pool of processes where there are many.

Reports come out in the order they went in, and no more than a few chunks are held at once, so that memory stays flat
however long the stream is.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import connection
from typing import Final

from marsad.errors import MarsadError, SourceError
from marsad.extract import Reader, build_reader
from marsad.model import Reading, Report
from marsad.sources import Intake

_CHUNK: Final = 16  # reports sent to a process at once
_AHEAD: Final = 3  # chunks in flight per process
_GARBAGE: Final = 50_000  # objects made and not yet freed, between two searches for garbage
_FEW: Final = 64  # so few reports are read sooner here than a pool is started


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A report and its reading; or, where the reader failed on it, the reason."""

    report: Report
    reading: Reading | None
    failure: str | None = None


def read_all(reports: Iterable[Report], *, reader: Reader, workers: int) -> Iterator[Outcome]:
    """Read every report, in their order. A report on which the reader fails has a failure and stops no other.

    Raises MarsadError when a process of the pool is killed.
    """
    stream = iter(reports)
    head = list(islice(stream, _FEW)) if workers > 1 else []
    if len(head) < _FEW:
        yield from (_outcome(reader, report) for report in chain(head, stream))
        return
    yield from _pooled(chain(head, stream), workers)


def refuse_failed(outcome: Outcome, intake: Intake) -> None:
    """Tell of a report on which the reader failed."""
    report = outcome.report
    what = f"the reader failed on the report {report.id!r}: {outcome.failure}"
    intake.refuse(
        SourceError(what, todo="please report this with the text"), path=report.path or report.url or report.id
    )


def _outcome(reader: Reader, report: Report) -> Outcome:
    try:
        return Outcome(report=report, reading=reader.read(report))
    except Exception as error:  # whatever one report of millions sets off, the others are read and this one is named
        return Outcome(report=report, reading=None, failure=f"{type(error).__name__}: {error}")


def _pooled(reports: Iterator[Report], workers: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin)
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        while chunk := list(islice(reports, _CHUNK)):
            waiting.append(pool.submit(_read_chunk, chunk))
            if len(waiting) > workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        what = "a process that reads reports was killed; what was stored before stays"
        raise MarsadError(what, todo="run again; with less memory, set MARSAD_WORKERS=1") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _reader()


@lru_cache(maxsize=1)
def _reader() -> Reader:
    reader = build_reader()
    keep_what_stands()
    return reader


def keep_what_stands() -> None:
    """Leave the tables, which stay for good, out of Python's search for garbage: it looks through them again and again,
    for a fifth of the time of reading. For a process that does nothing but read."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 10, 10)


def _read_chunk(chunk: list[Report]) -> list[Outcome]:
    reader = _reader()
    return [_outcome(reader, report) for report in chunk]


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it cannot tell its pool to stop."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
