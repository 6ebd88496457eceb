"""The addresses of the dashboard."""

from django.urls import path

from metrics import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/<slug:measure>/", views.behind, name="behind"),
]
