"""Who may do what in the workbench."""

from __future__ import annotations

from typing import Final

ROLES: Final = ("reader", "coder", "reviewer", "admin")

# An action and the least role that may take it; each role may all that the ones before it may.
ACTIONS: Final = {
    "look": "reader",
    "export": "reader",
    "token": "reader",
    "add_report": "coder",
    "judge": "coder",
    "undo_own": "coder",
    "second_reading": "coder",
    "discount": "reviewer",
    "undo_any": "reviewer",
    "accounts": "admin",
}


def may(role: str | None, action: str) -> bool:
    """Whether a role may take an action; None is whoever has no account."""
    return role is not None and ROLES.index(role) >= ROLES.index(ACTIONS[action])
