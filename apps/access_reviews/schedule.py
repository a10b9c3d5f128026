"""What of this app runs without being asked."""

import datetime as dt

from apps.core.schedule import SCHEDULE, Scheduled

SCHEDULE.register(
    Scheduled(
        "remind reviewers, escalate, close and repeat reviews",
        "access_reviews.keep_calendar",
        dt.timedelta(hours=1),
    )
)
