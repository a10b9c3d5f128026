"""What home tells people that apps below, which may not know each other, cannot tell themselves."""

from apps.notifications.kinds import KINDS, Kind

ACTION_ASSIGNED = Kind("remediation.assigned", "A finding or action is given to me", mail="now")

KINDS.register(ACTION_ASSIGNED)
