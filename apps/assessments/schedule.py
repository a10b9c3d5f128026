"""What of this app runs without being asked."""

import datetime as dt

from apps.core.schedule import SCHEDULE, Scheduled

SCHEDULE.register(
    Scheduled("refresh scores", "assessments.refresh_scores", dt.timedelta(minutes=1))
)
