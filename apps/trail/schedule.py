"""What of this app runs without being asked."""

import datetime as dt

from apps.core.schedule import SCHEDULE, Scheduled

SCHEDULE.register(
    Scheduled("seal new trail events", "trail.seal", dt.timedelta(minutes=1)),
    Scheduled("sign a trail checkpoint", "trail.checkpoint", dt.timedelta(hours=1)),
)
