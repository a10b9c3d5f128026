"""How findings and actions look; `done` and `critical` are everybody's."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(ObjectIcon("remediation", "list-check"))
STATUSES.register(
    Status("open", "Open", "circle-dashed", "open"),
    Status("in_progress", "In progress", "progress", "info"),
    Status("overdue", "Overdue", "calendar-x", "bad"),
    Status("dismissed", "Dismissed", "circle-minus", "none"),
    Status("planned", "Planned", "list-check", "info"),
    Status("high", "High", "arrow-up", "warn"),
    Status("medium", "Medium", "equal", "none"),
    Status("low", "Low", "arrow-down", "none"),
)
