"""What people are told about evidence they answer for."""

from apps.notifications.kinds import KINDS, Kind

LAPSING = Kind("evidence.lapsing", "My evidence counts for thirty more days at most")
LAPSED = Kind("evidence.lapsed", "My evidence no longer counts", mail="now")

KINDS.register(LAPSING, LAPSED)
