"""
The acts of the desk; the only writer of ``status``.

Every act locks its report, asks who may, does one thing in one transaction and
leaves one row in the trail. Moments are aware; ``now`` is passed in by tests only.
Errors are ValidationErrors in the reader's language, PermissionDenied for roles.

Order: ``work``, ``writing``, ``approval``, ``correcting``, ``going_live``, ``going_offline``,
``placing``, ``previewing``, ``passages``.
"""

from articles.workflow.approval import return_to_author, submit
from articles.workflow.correcting import discard, propose, publish
from articles.workflow.going_live import adopt, archive, release, reschedule
from articles.workflow.going_offline import restore, take_back, withdraw
from articles.workflow.placing import keep_out_of_engines, place, unplace
from articles.workflow.previewing import linked, share, token_of, withdraw_link
from articles.workflow.work import Stale, can, may, was_public
from articles.workflow.writing import PREPARATION, prepare, save

__all__ = [
    "PREPARATION",
    "Stale",
    "adopt",
    "archive",
    "can",
    "discard",
    "keep_out_of_engines",
    "linked",
    "may",
    "place",
    "prepare",
    "propose",
    "publish",
    "release",
    "reschedule",
    "restore",
    "return_to_author",
    "save",
    "share",
    "submit",
    "take_back",
    "token_of",
    "unplace",
    "was_public",
    "withdraw",
    "withdraw_link",
]
