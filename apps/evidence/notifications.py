"""What people are told about evidence they answer for."""

from apps.notifications.kinds import notification_kind

LAPSING = notification_kind("evidence.lapsing", "My evidence counts for thirty more days at most")
LAPSED = notification_kind("evidence.lapsed", "My evidence no longer counts", mail="now")
