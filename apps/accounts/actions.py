"""Signing in, as the trail tells it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("sign_in", "Sign-in")

SESSION_STARTED = action("sign_in.session.started", "signed in as", quiet=True)
SESSION_ENDED = action("sign_in.session.ended", "signed out", quiet=True)
SESSION_REFUSED = action("sign_in.session.refused", "was refused at", quiet=True)
PASSWORD_CHANGED = action("sign_in.password.changed", "changed the password of", quiet=True)
PASSWORD_RESET = action("sign_in.password.reset", "reset the password of", quiet=True)
EMAIL_CHANGED = action("sign_in.email.changed", "changed the address of", quiet=True)
SECOND_FACTOR_ADDED = action("sign_in.second_factor.added", "added a second factor to", quiet=True)
SECOND_FACTOR_REMOVED = action(
    "sign_in.second_factor.removed", "removed the second factor of", quiet=True
)
SECOND_FACTOR_REPLACED = action(
    "sign_in.second_factor.replaced", "replaced the second factor of", quiet=True
)
SECOND_FACTOR_REFUSED = action(
    "sign_in.second_factor.refused", "gave a wrong second factor for", quiet=True
)

TARGETS.register(Target("user", page="organizations:person"))
