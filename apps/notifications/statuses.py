"""How notifications look."""

from apps.ui.statuses import STATUSES, Status

STATUSES.register(
    Status("unread", "New", "bell", "info"),
    Status("read", "Read", "check", "none"),
)
