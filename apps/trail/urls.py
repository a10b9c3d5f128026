from django.urls import path

from . import views

app_name = "trail"

urlpatterns = [
    path("trail/", views.events, name="events"),
    path("trail/verify/", views.verify, name="verify"),
]
