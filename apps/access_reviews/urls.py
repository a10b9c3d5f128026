"""Addresses of access reviews; those about an object or a person stand under theirs."""

from __future__ import annotations

from django.urls import path

from .campaigns import views as campaigns
from .entitlements import views as entitlements
from .reviewing import views as reviewing
from .sources import views as sources
from .starting import views as starting

app_name = "access_reviews"

_ONE = "access-reviews/<uuid:campaign_id>/"
_GROUP = f"{_ONE}review/<uuid:group_id>/"

_WAY = "access-reviews/people/<uuid:person_id>/ways/<slug:way_source>/<str:way_ref>/"
_SOURCE = "access-reviews/sources/<uuid:source_id>"
_LOAD = "access-reviews/loads/<uuid:load_id>"

urlpatterns = [
    path("access-reviews/", campaigns.campaign_list, name="list"),
    path("access-reviews/start/", starting.start, name="start"),
    path("access-reviews/start/preview/", starting.preview, name="preview"),
    path(_ONE, campaigns.campaign, name="campaign"),
    path(f"{_ONE}items/", campaigns.items, name="items"),
    path(f"{_ONE}again/", campaigns.freeze_again, name="freeze_again"),
    path(f"{_ONE}close/", campaigns.close, name="close"),
    path(f"{_ONE}extend/", campaigns.extend, name="extend"),
    path(f"{_ONE}cancel/", campaigns.cancel, name="cancel"),
    path(f"{_ONE}let-pass/", campaigns.let_pass, name="let_pass"),
    path(f"{_ONE}sign-off/", campaigns.sign_off, name="sign_off"),
    path(f"{_ONE}pass-on/", reviewing.pass_on, name="pass_on"),
    path(f"{_ONE}take-back/", reviewing.take_back, name="take_back"),
    path(_GROUP, reviewing.review, name="review"),
    path(f"{_GROUP}keep/", reviewing.keep_together, name="keep_together"),
    path(f"{_GROUP}<uuid:reviewed_id>/", reviewing.decide_item, name="decide"),
    path("access-reviews/access/", entitlements.access, name="access"),
    path("access-reviews/sources/", sources.source_list, name="sources"),
    path("access-reviews/sources/new/", sources.new, name="source_new"),
    path(f"{_SOURCE}/", sources.source, name="source"),
    path(f"{_SOURCE}/edit/", sources.edit, name="source_edit"),
    path(f"{_SOURCE}/file/", sources.choose_file, name="source_file"),
    path(f"{_SOURCE}/columns/", sources.columns, name="source_columns"),
    path(f"{_SOURCE}/read/", sources.read, name="source_read"),
    path(f"{_LOAD}/", sources.load, name="load"),
    path(f"{_LOAD}/problems/", sources.problems, name="load_problems"),
    path(f"{_LOAD}/confirm/", sources.confirm, name="load_confirm"),
    path(f"{_LOAD}/accept/", sources.accept, name="load_accept"),
    path(f"{_WAY}end/", entitlements.end, name="end"),
    path("people/<uuid:person_id>/reach/", entitlements.person_reach, name="person_reach"),
    *(
        path(
            f"registry/{kind}s/<uuid:{kind}_id>/reach/",
            entitlements.object_reach,
            {"kind": kind},
            name=f"{kind}_reach",
        )
        for kind in ("pipeline", "dataset", "model")
    ),
]
