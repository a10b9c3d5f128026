"""What people are told about packs they asked for."""

from apps.notifications.kinds import KINDS, Kind

READY = Kind("packs.ready", "A pack I asked for is ready")
FAILED = Kind("packs.failed", "A pack I asked for could not be made", mail="now")

KINDS.register(READY, FAILED)
