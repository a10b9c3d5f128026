"""What of this app runs without being asked."""

import datetime as dt

from apps.core.schedule import SCHEDULE, Scheduled

SCHEDULE.register(
    Scheduled("tell owners of lapsing evidence", "evidence.tell_owners", dt.timedelta(days=1))
)
