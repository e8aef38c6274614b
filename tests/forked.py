"""The program as a user starts it, without the seconds of loading: forked from a process that has loaded it."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

LOADED = ("marsad.cli.app", "marsad.extract", "marsad.link", "marsad.pipeline", "marsad.register", "marsad.export")
LONGEST = 300  # seconds

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(list(LOADED))


def run(arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `marsad ARGUMENTS` says and its exit code, with this environment and no other; in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("stdout", "stderr")]
        process = FORKS.Process(target=_main, args=(list(arguments), dict(env), os.getcwd(), [str(p) for p in said]))
        process.start()
        process.join(LONGEST)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), LONGEST)
        out, err = (path.read_text(encoding="utf-8") for path in said)
        return subprocess.CompletedProcess(list(arguments), process.exitcode, out, err)


def _main(arguments: list[str], env: dict[str, str], folder: str, said: list[str]) -> None:
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for number, path in zip((1, 2), said, strict=True):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, errors="backslashreplace")
    sys.argv = ["marsad", *arguments]
    from marsad.cli import main

    main()
