"""How packs look; their states are those of a job, and `superseded`."""

from apps.ui.statuses import OBJECT_ICONS, ObjectIcon

OBJECT_ICONS.register(ObjectIcon("pack", "file-certificate"))
