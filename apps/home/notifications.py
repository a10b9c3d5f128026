"""What home tells people that apps below, which may not know each other, cannot tell themselves."""

from apps.notifications.kinds import notification_kind

ACTION_ASSIGNED = notification_kind(
    "remediation.assigned", "A finding or action is given to me", mail="now"
)
