from django.urls import path

from . import views

app_name = "packs"

urlpatterns = [
    path("packs/", views.pack_list, name="list"),
    path("packs/verify/", views.verify, name="verify"),
    path("packs/request/<uuid:assessment_id>/", views.request_pack, name="request"),
    path("packs/<uuid:pack_id>/", views.pack, name="pack"),
    path("packs/<uuid:pack_id>/cover/", views.cover, name="cover"),
    path("packs/<uuid:pack_id>/download/", views.download, name="download"),
]
