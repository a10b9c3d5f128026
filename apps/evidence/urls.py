from django.urls import path

from . import views

app_name = "evidence"

_ONE = "evidence/<uuid:evidence_id>/"

urlpatterns = [
    path("evidence/", views.evidence_list, name="list"),
    path("evidence/new/", views.create, name="create"),
    path(_ONE, views.evidence, name="evidence"),
    path(f"{_ONE}revise/", views.revise, name="revise"),
    path(f"{_ONE}edit/", views.edit, name="edit"),
    path(f"{_ONE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_ONE}files/<int:number>/", views.download, name="download"),
]
