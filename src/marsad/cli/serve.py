"""`marsad serve`: the workbench in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, RegisterFile

AccountsFile = Annotated[
    Path | None,
    typer.Option("--accounts", metavar="FILE", help="File of accounts, for a team; without it one user."),
]


def serve(
    register: RegisterFile = DEFAULT_REGISTER,
    host: Annotated[str, typer.Option(help="Address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to answer on; 0 takes a free one.")] = 8000,
    accounts: AccountsFile = None,
    public: Annotated[
        bool, typer.Option("--public", help="Let anybody look, without private persons' names and reports' texts.")
    ] = False,
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="NAME",
            envvar="MARSAD_REVIEWER",
            help="Your name on judgements, without accounts.",
        ),
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(metavar="FILE", help="GeoJSON of areas, to be coloured on the map.")
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(metavar="URL|FILE", help="Your own map tiles: https://…/{z}/{x}/{y}.png, or a .pmtiles file."),
    ] = None,
    secure: Annotated[bool, typer.Option("--secure", help="It is reached over https (behind a proxy).")] = False,
) -> None:
    """Open the workbench: review, map and time line in a browser.

    It speaks to no other host. Stop it with Ctrl-C.
    """
    import getpass
    import threading

    import uvicorn

    from marsad.web import Config, create_app

    config = Config(
        register=register, host=host, port=port, accounts=accounts, public=public,
        reviewer=reviewer or getpass.getuser(), boundaries=boundaries, tiles=tiles, secure=secure,
    )  # fmt: skip
    app = create_app(config)
    threading.Thread(target=app.state.desk.reader, daemon=True).start()  # the first report is then read at once
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"the workbench is at http://{shown}:{port}/  (stop it with Ctrl-C)", err=True)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=75,
    )
