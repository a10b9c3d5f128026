"""How packs and their states look; `queued`, `failed` and `superseded` are everybody's."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(ObjectIcon("pack", "file-certificate"))
STATUSES.register(
    Status("making", "Being made", "loader", "info"),
    Status("ready", "Ready", "circle-check", "good"),
)
