"""`marsad account`: who may work in the workbench."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Deed(StrEnum):
    """What is done with an account."""

    add = "add"
    password = "password"
    role = "role"
    close = "close"
    open = "open"
    list = "list"


class Role(StrEnum):
    """The roles of `marsad.web.roles`."""

    reader = "reader"
    coder = "coder"
    reviewer = "reviewer"
    admin = "admin"


def account(
    deed: Annotated[Deed, typer.Argument(metavar="add|password|role|close|open|list", help="What to do.")],
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Whose account.")] = None,
    accounts: Annotated[Path, typer.Option("--accounts", metavar="FILE", help="The file of accounts.")] = Path(
        "marsad-accounts.json"
    ),
    role: Annotated[Role, typer.Option(help="The role, for add and role.")] = Role.coder,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from stdin instead of asking.")
    ] = False,
) -> None:
    """Add or change the accounts of the workbench.

    Passwords are asked for, never given on the command line, and kept as argon2 hashes.
    """
    from marsad.errors import UsageError
    from marsad.web.accounts import Accounts

    kept = Accounts(accounts)
    if deed is Deed.list:
        for one in kept.all():
            typer.echo(f"{one.name}  {one.role}{'' if one.active else '  closed'}")
        return
    if name is None:
        raise UsageError(f"whose account is to be changed by {deed.value!r}?", todo=f"marsad account {deed.value} NAME")
    if deed is Deed.add:
        kept.add(name, role=role.value, password=_password(password_stdin))
    elif deed is Deed.password:
        kept.set_password(name, _password(password_stdin))
    elif deed is Deed.role:
        kept.set_role(name, role.value)
    else:
        kept.set_active(name, deed is Deed.open)
    typer.echo(f"done; the accounts are in {accounts}", err=True)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return typer.get_text_stream("stdin").readline().rstrip("\n")
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer
