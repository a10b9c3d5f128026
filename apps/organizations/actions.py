"""What is done to the organisation, its people, teams and jobs, as the trail tells it."""

from apps.trail.actions import action, area
from apps.trail.targets import TARGETS, Target

area("jobs", "Jobs")
area("organization", "Organisation")
area("people", "People")
area("teams", "Teams")

ORGANIZATION_CREATED = action("organization.organization.created", "set up", quiet=True)
FACTS_CHANGED = action("organization.facts.changed", "stated facts about")
SIGN_IN_CHANGED = action("organization.sign_in.changed", "changed the sign-in rules of")

ACCOUNT_CREATED = action("people.account.created", "opened the account of", quiet=True)
ACCOUNT_CLOSED = action("people.account.closed", "closed the account of")
INVITATION_SENT = action("people.invitation.sent", "invited")
# Done by the link in the e-mail: nobody is signed in yet.
INVITATION_ACCEPTED = action("people.invitation.accepted", "opened the account of")
INVITATION_WITHDRAWN = action(
    "people.invitation.withdrawn", "withdrew the invitation of", quiet=True
)
ROLE_GIVEN = action("people.role.given", "gave a role to")
ROLE_SHORTENED = action("people.role.shortened", "set an earlier end for a role of")
ROLE_ENDED = action("people.role.ended", "ended a role of")
SECOND_FACTOR_REMOVED = action(
    "people.second_factor.removed", "removed the second factor of", quiet=True
)
PASSWORD_LINK_MADE = action("people.password_link.made", "made a password link for", quiet=True)
SESSIONS_ENDED = action("people.sessions.ended", "signed out", quiet=True)

TEAM_CREATED = action("teams.team.created", "created the team")
MEMBER_SET = action("teams.member.set", "gave somebody a role in")
MEMBER_REMOVED = action("teams.member.removed", "removed somebody from")

JOB_QUEUED_AGAIN = action("jobs.job.queued_again", "queued again", quiet=True)

TARGETS.register(Target("team", page="organizations:team"))
