"""
The acts of the desk; the only writer of ``status``.

Every act locks its report, asks who may, does one thing in one transaction and
leaves one row in the trail. Moments are aware; ``now`` is passed in by tests only.
Errors are ValidationErrors in the reader's language, PermissionDenied for roles.

Order: ``work``, ``keeping``, ``embargo``, ``notes``, ``writing``, ``mending``, ``approval``,
``planned``, ``correcting``, ``going_live``, ``going_offline``, ``alone``, ``placing``,
``previewing``, ``sealing``, ``complaints``, ``reminding``.
"""

from articles.workflow.alone import (
    check_duty,
    is_urgent,
    release_alone,
    release_update,
    release_urgent,
    set_duty,
    tick_off,
)
from articles.workflow.approval import return_to_author, submit
from articles.workflow.complaints import close, forget, receive
from articles.workflow.correcting import discard, propose, publish
from articles.workflow.embargo import holds, lift_embargo, open_embargo, refuse_shortening
from articles.workflow.going_live import adopt, archive, release, reschedule
from articles.workflow.going_offline import restore, take_back, withdraw
from articles.workflow.keeping import (
    KNOWN,
    OFFERED,
    Overtaken,
    copy_of,
    drop_copy,
    forget_copies,
    keep,
    kept_copies,
    settle,
)
from articles.workflow.mending import drop_mend, mend, mended, on_live_text
from articles.workflow.notes import mentioned_in, reopen_note, settle_note, write_note
from articles.workflow.placing import keep_out_of_engines, place, unplace
from articles.workflow.planned import asks_for_hour, decide
from articles.workflow.previewing import linked, share, token_of, withdraw_link
from articles.workflow.reminding import finish, go_on_from, remind
from articles.workflow.sealing import redact, remove
from articles.workflow.work import Stale, can, may, resting_on, was_public
from articles.workflow.writing import PREPARATION, prepare, save

__all__ = [
    "KNOWN",
    "OFFERED",
    "PREPARATION",
    "Overtaken",
    "Stale",
    "adopt",
    "archive",
    "asks_for_hour",
    "can",
    "check_duty",
    "close",
    "copy_of",
    "decide",
    "discard",
    "drop_copy",
    "drop_mend",
    "finish",
    "forget",
    "forget_copies",
    "go_on_from",
    "holds",
    "is_urgent",
    "keep",
    "keep_out_of_engines",
    "kept_copies",
    "lift_embargo",
    "linked",
    "may",
    "mend",
    "mended",
    "mentioned_in",
    "on_live_text",
    "open_embargo",
    "place",
    "prepare",
    "propose",
    "publish",
    "receive",
    "redact",
    "refuse_shortening",
    "release",
    "release_alone",
    "release_update",
    "release_urgent",
    "remind",
    "remove",
    "reopen_note",
    "reschedule",
    "resting_on",
    "restore",
    "return_to_author",
    "save",
    "set_duty",
    "settle",
    "settle_note",
    "share",
    "submit",
    "take_back",
    "tick_off",
    "token_of",
    "unplace",
    "was_public",
    "withdraw",
    "withdraw_link",
    "write_note",
]
