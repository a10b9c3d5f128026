from django.urls import path

from .reading import views

app_name = "catalogue"

urlpatterns = [
    path("catalogue/", views.regimes, name="regimes"),
    path("catalogue/regimes/<slug:regime_key>/", views.regime, name="regime"),
    path("catalogue/controls/", views.controls, name="controls"),
    path("catalogue/controls/<slug:control_key>/", views.control, name="control"),
    path("catalogue/time-limits/", views.time_limits, name="time_limits"),
    path("catalogue/disagreements/", views.disagreements, name="disagreements"),
    path("catalogue/versions/", views.versions, name="versions"),
    path("catalogue/versions/<uuid:version_id>/", views.version, name="version"),
]
