"""What people are told about reviews of access."""

from apps.notifications.kinds import KINDS, Kind

TO_REVIEW = Kind("access_reviews.to_review", "Access waits for my review", mail="now")
PASSED_ON = Kind("access_reviews.passed_on", "A review is passed on to me", mail="now")
REMINDED = Kind("access_reviews.reminded", "A review of mine ends soon", mail="now")
ESCALATED = Kind("access_reviews.escalated", "A review was escalated to me", mail="now")
CLOSED = Kind("access_reviews.closed", "A review that I run is closed")
HELD_UP = Kind("access_reviews.held_up", "A review that I run cannot begin or end", mail="now")

KINDS.register(TO_REVIEW, PASSED_ON, REMINDED, ESCALATED, CLOSED, HELD_UP)
