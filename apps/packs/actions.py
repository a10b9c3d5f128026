"""How packs come about, as the trail and home tell it."""

from apps.assessments.words import without_period
from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("packs", "Packs")

REQUESTED = action("packs.pack.requested", "asked for")
MADE = action("packs.pack.made", "made")
SUPERSEDED = action("packs.pack.superseded", "superseded", quiet=True)

TARGETS.register(Target("pack", page="packs:pack", open_to_team=True, short=without_period))
