from django.urls import path

from . import views
from .search import views as search

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search.search, name="search"),
]
