"""`marsad watch`: feeds into a register, again and again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, RegisterFile

if TYPE_CHECKING:
    pass


def watch(
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS", help="TOML file of [[feed]]s: url, outlet, language, every, full_text.")
    ],
    register: RegisterFile = DEFAULT_REGISTER,
    once: Annotated[
        bool, typer.Option("--once", help="Ask each feed once, read what it has, and leave; for cron.")
    ] = False,
) -> None:
    """Watch RSS and Atom feeds: ask them, read what is new, gather it into incidents.

    It tells of each answer in a line. Stop it with Ctrl-C: the report at hand is finished; started again it goes on
    where it was.
    """
    from marsad.cli.options import intake_of
    from marsad.cli.watch_screen import Log, stops
    from marsad.extract import build_reader
    from marsad.pipeline import Watch
    from marsad.pipeline.intaking import counted
    from marsad.register import archive_of, open_register
    from marsad.settings import from_environment
    from marsad.sources import Fetcher, Limits, read_feeds

    settings, log = from_environment(), Log()
    wanted = read_feeds(feeds)
    taken = intake_of(
        settings=settings, problems=log.problem, published=None, outlet=None, manifest=None,
        archive=archive_of(register, settings),
    )  # fmt: skip
    intake, tally = counted(taken)
    if not settings.contact:
        log("note: sites are not told who asks; set MARSAD_CONTACT to your address of mail")
    with open_register(register, settings=settings) as opened, stops() as stop:
        fetcher = Fetcher(settings=settings, limits=Limits(tries=1, patience=5.0), sleep=stop.sleep)
        watching = Watch(
            feeds=wanted, register=opened, intake=intake, fetcher=fetcher, reader=build_reader(), said=log,
            stopping=stop.asked, command=f"watch {feeds}",
        )  # fmt: skip
        done = watching.watch(once=once)
        log(f"{done.new} new, {done.new_version} edited reports; {done.failures} failures, {tally.problems} problems")
    if once and (done.failures or tally.problems):
        raise typer.Exit(1)
