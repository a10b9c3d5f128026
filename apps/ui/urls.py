from django.urls import path

from apps.ui import styleguide, terms

app_name = "ui"

urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("terms/", terms.terms, name="terms"),
]
