"""The commands: one file each, a few lines over a function from below."""


def main() -> None:
    """The program `marsad`.

    A MarsadError ends it with one line on stderr: exit code 2 where the command was asked wrongly, else 1.
    """
    import sys

    from marsad.cli.app import app
    from marsad.errors import MarsadError, UsageError

    try:
        app()
    except MarsadError as error:
        print(f"marsad: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
