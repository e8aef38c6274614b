"""The program as a user starts it, without the seconds of loading: forked from a process that has loaded it."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

LONGEST = 300  # seconds

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["loaded"])


def process(target: Callable[..., object], *arguments: object) -> BaseProcess:
    """A process of its own, not begun yet, forked from one that has loaded the program."""
    with pytest.MonkeyPatch.context() as patch:  # Python before 3.13 tells the server nothing of where modules are
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        forkserver.ensure_running()
    return FORKS.Process(target=target, args=arguments)


def run(arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `marsad ARGUMENTS` says and its exit code, with this environment and no other; in a process of its own."""
    return start(arguments, env).ended()


class Started:
    """A command at work in a process of its own."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        self._arguments = list(arguments)
        self._folder = tempfile.TemporaryDirectory()
        self._said = [Path(self._folder.name) / name for name in ("stdout", "stderr")]
        said = [str(path) for path in self._said]
        self._process = process(_main, self._arguments, dict(env), os.getcwd(), said)
        self._process.start()

    def ended(self) -> subprocess.CompletedProcess[str]:
        """Waits for its end: what it said and its exit code."""
        with self._folder:
            self._process.join(LONGEST)
            if self._process.exitcode is None:
                self._process.kill()
                raise subprocess.TimeoutExpired(self._arguments, LONGEST)
            out, err = (path.read_text(encoding="utf-8") for path in self._said)
            return subprocess.CompletedProcess(self._arguments, self._process.exitcode, out, err)


def start(arguments: Sequence[str], env: Mapping[str, str]) -> Started:
    """Starts `marsad ARGUMENTS`, and does not wait."""
    return Started(arguments, env)


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
