"""How the states of people and invitations look."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(ObjectIcon("organization", "building"))
STATUSES.register(
    Status("invited", "Invited", "mail", "info"),
    Status("closed", "Closed", "user-off", "none"),
)
