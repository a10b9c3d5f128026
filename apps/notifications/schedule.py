"""What of this app runs without being asked."""

import datetime as dt

from apps.core.schedule import SCHEDULE, Scheduled

SCHEDULE.register(
    Scheduled("write daily digests", "notifications.send_digests", dt.timedelta(minutes=5)),
    Scheduled("forget old mails", "notifications.forget_old", dt.timedelta(days=1)),
)
