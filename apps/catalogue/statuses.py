"""How the states of a provision look."""

from apps.ui.statuses import STATUSES, Status

STATUSES.register(
    Status("in_force", "In force", "gavel", "good"),
    Status("applies_from", "Applies later", "calendar-event", "info"),
    Status("proposed", "Proposed", "writing", "none"),
)
