from django.urls import path

from . import views

app_name = "remediation"

_ONE = "actions/<uuid:item_id>/"

urlpatterns = [
    path("actions/", views.item_list, name="list"),
    path("actions/new/", views.plan, name="plan"),
    path(_ONE, views.item, name="item"),
    path(f"{_ONE}plan/", views.plan_for, name="plan_for"),
    path(f"{_ONE}edit/", views.edit, name="edit"),
    path(f"{_ONE}assign/", views.assign, name="assign"),
    path(f"{_ONE}start/", views.start, name="start"),
    path(f"{_ONE}close/", views.close, name="close"),
    path(f"{_ONE}dismiss/", views.dismiss, name="dismiss"),
    path(f"{_ONE}reopen/", views.reopen, name="reopen"),
]
