"""How the states of evidence look; `expired` and `expiring` are everybody's."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(ObjectIcon("evidence", "paperclip"))
STATUSES.register(
    Status("counts", "Counts", "circle-check", "good"),
    Status("withdrawn", "Withdrawn", "circle-minus", "none"),
)
