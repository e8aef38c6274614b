"""The rules of human work on the register. No SQL, no HTTP.

`judge` and `undo` keep and take back a judgement of mentions; `accept`, `discount`, `merge`, `split` and `annotate` say
one of a whole incident. `queue` gives what waits, `unread` what a second reader sees, `history` what was said.
"""

from marsad.review.history import Entry, Opinion, history, judgements_of, newer, opinions
from marsad.review.incidents import accept, annotate, discount, merge, split
from marsad.review.queue import ORDERS, Queue, may_see, queue, unread
from marsad.review.rules import FIELDS, KINDS, in_force, judge, undo
from marsad.review.saying import SAYINGS, say

__all__ = [
    "FIELDS",
    "KINDS",
    "ORDERS",
    "SAYINGS",
    "Entry",
    "Opinion",
    "Queue",
    "accept",
    "annotate",
    "discount",
    "history",
    "in_force",
    "judge",
    "judgements_of",
    "may_see",
    "merge",
    "newer",
    "opinions",
    "queue",
    "say",
    "split",
    "undo",
    "unread",
]
