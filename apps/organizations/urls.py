from django.urls import path

from .views import invitations, jobs, people, settings, teams

app_name = "organizations"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<uuid:invitation_id>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/roles/give/", people.give_role, name="give_role"),
    path("people/<uuid:person_id>/roles/end/", people.end_role, name="end_role"),
    path("people/<uuid:person_id>/sessions/end/", people.end_sessions, name="end_sessions"),
    path(
        "people/<uuid:person_id>/second-factor/remove/",
        people.remove_second_factor,
        name="remove_second_factor",
    ),
    path("people/<uuid:person_id>/password-link/", people.password_link, name="password_link"),
    path("people/<uuid:person_id>/close/", people.close, name="close"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.create, name="team_create"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
    path("teams/<uuid:team_id>/members/", teams.set_member, name="set_member"),
    path(
        "teams/<uuid:team_id>/members/<uuid:person_id>/remove/",
        teams.remove_member,
        name="remove_member",
    ),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<slug:job_kind>/<uuid:job_id>/again/", jobs.queue_job_again, name="queue_job_again"),
    path("settings/", settings.facts, name="facts"),
    path("settings/sign-in/", settings.sign_in, name="sign_in"),
]
