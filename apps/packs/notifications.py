"""What people are told about packs they asked for."""

from apps.notifications.kinds import notification_kind

READY = notification_kind("packs.ready", "A pack I asked for is ready")
FAILED = notification_kind("packs.failed", "A pack I asked for could not be made", mail="now")
