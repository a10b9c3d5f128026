"""How reviews, outcomes, remedies and flags look; the words of flags stand with their rule."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

from .rules.flags import WORDS, Flag

OBJECT_ICONS.register(
    ObjectIcon("campaign", "user-shield"),
    ObjectIcon("team", "users-group"),
    ObjectIcon("organization", "building"),
    ObjectIcon("person", "user"),
)
STATUSES.register(
    Status("collecting", "Collecting access", "loader", "info"),
    Status("reviewing", "Under review", "eye-check", "info"),
    Status("ended", "Closed", "circle-check", "none"),
    Status("signed_off", "Signed off", "signature", "good"),
    # What became of an access.
    Status("undecided", "Open", "circle-dashed", "open"),
    Status("keep", "Kept", "circle-check", "good"),
    Status("reduce", "Reduced", "arrow-down-circle", "warn"),
    Status("revoke", "Revoked", "ban", "bad"),
    Status("change_expiry", "New end", "calendar-event", "info"),
    Status("cannot_tell", "Cannot tell", "help-circle", "open"),
    Status("not_decided", "Not decided", "hourglass-off", "warn"),
    # What was done about it; `done` is everybody's.
    Status("due", "To be done", "clock", "warn"),
    Status("asked", "Asked of the system's owner", "send", "info"),
    Status("gone", "Seen to be gone", "circle-check", "good"),
    Status("refused", "Not possible", "alert-triangle", "bad"),
)
_ICONS = {
    Flag.ORPHAN: ("user-question", "bad"),
    Flag.LEAVER: ("user-x", "bad"),
    Flag.DORMANT: ("zzz", "warn"),
    Flag.NEVER_USED: ("circle-dashed", "warn"),
    Flag.EXTERNAL: ("world", "warn"),
    Flag.SHARED_ACCOUNT: ("users-group", "bad"),
    Flag.NO_REASON: ("message-question", "warn"),
    Flag.NO_EXPIRY: ("infinity", "warn"),
    Flag.SELF_GRANTED: ("repeat", "bad"),
    Flag.CONFLICT: ("arrows-split", "bad"),
    Flag.OUTSIDE_PURPOSE: ("ban", "bad"),
    Flag.MORE_THAN_PEERS: ("trending-up", "warn"),
}
STATUSES.register(*(Status(flag, WORDS[flag][0], *_ICONS[flag]) for flag in Flag))
