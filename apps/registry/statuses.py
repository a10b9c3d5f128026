"""How this app's objects and their states look; `active` is everybody's."""

from apps.ui.statuses import OBJECT_ICONS, STATUSES, ObjectIcon, Status

OBJECT_ICONS.register(
    ObjectIcon("dataset", "database"),
    ObjectIcon("model", "cube"),
    ObjectIcon("pipeline", "git-branch"),
)
STATUSES.register(
    Status("retired", "Retired", "archive", "none"),
    # What comes along lineage.
    Status("inherited", "Inherited", "git-merge", "info"),
    Status("contradicts", "Stated otherwise, not explained", "alert-triangle", "bad"),
    Status("left_behind", "Left behind", "circle-check", "none"),
)
