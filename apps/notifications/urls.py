from django.urls import path

from . import views

app_name = "notifications"

urlpatterns = [
    path("notifications/", views.notifications, name="list"),
    path("notifications/read/", views.mark_all_read, name="mark_all_read"),
    path("notifications/<uuid:notification_id>/", views.open_notification, name="open"),
    path("notifications/<uuid:notification_id>/read/", views.mark_read, name="mark_read"),
    path("account/notifications/", views.preferences, name="preferences"),
]
