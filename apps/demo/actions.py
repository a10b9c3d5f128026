"""How the demo comes and goes, as the trail tells it."""

from apps.trail.actions import action, area

area("demo", "Demo")

SEEDED = action("demo.organization.seeded", "made the demo of", quiet=True)
REMOVED = action("demo.organization.removed", "removed the demo of", quiet=True)
