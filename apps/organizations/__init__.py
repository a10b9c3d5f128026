"""Teams, roles, invitations, object grants, facts about the organisation."""
