"""The rules of human work on the register. No SQL, no HTTP."""

from marsad.review.rules import KINDS, in_force, judge, undo

__all__ = ["KINDS", "in_force", "judge", "undo"]
