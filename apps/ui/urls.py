from django.urls import path

from apps.ui import styleguide

app_name = "ui"

urlpatterns = [path("styleguide/", styleguide.styleguide, name="styleguide")]
