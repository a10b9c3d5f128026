"""How the states of people and invitations look."""

from apps.ui.statuses import STATUSES, Status

STATUSES.register(
    Status("invited", "Invited", "mail", "info"),
    Status("closed", "Closed", "user-off", "none"),
)
