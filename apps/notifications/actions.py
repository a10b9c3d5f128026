from apps.trail.actions import action, area

area("notifications", "Notifications")

PREFERENCES_CHANGED = action(
    "notifications.preferences.changed", "changed the mail preferences of", quiet=True
)
