"""What people do in reviews of access, as the trail and home tell it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("access_reviews", "Access reviews")

STARTED = action("access_reviews.campaign.started", "started")
FROZEN = action("access_reviews.campaign.frozen", "collected the access for")
BEGUN_AGAIN = action("access_reviews.campaign.begun_again", "collected the access again for")
DECIDED = action("access_reviews.campaign.decided", "decided in", quiet=True)
PASSED_ON = action("access_reviews.campaign.passed_on", "passed reviews on in")
TAKEN_BACK = action("access_reviews.campaign.taken_back", "took reviews back in")
ESCALATED = action("access_reviews.campaign.escalated", "escalated reviews in")
EXTENDED = action("access_reviews.campaign.extended", "gave more time for")
CANCELLED = action("access_reviews.campaign.cancelled", "gave up")
EXCEPTED = action("access_reviews.campaign.excepted", "let a failed source pass in")
CLOSED = action("access_reviews.campaign.closed", "closed")
SIGNED_OFF = action("access_reviews.campaign.signed_off", "signed off")
SOURCE_ADDED = action("access_reviews.source.added", "added the access source")
SOURCE_EDITED = action("access_reviews.source.edited", "changed the access source")
TRIED = action("access_reviews.source.tried", "tried a list of", quiet=True)
CONFIRMED = action("access_reviews.source.confirmed", "ordered a load of")
SHRINK_ACCEPTED = action("access_reviews.source.shrink_accepted", "accepted a far shorter list of")
LOADED = action("access_reviews.source.loaded", "loaded access from")

TARGETS.register(
    Target("campaign", page="access_reviews:campaign", open_to_team=False),
    Target("access_source", page="access_reviews:source", open_to_team=False),
)
