"""The addresses of the dashboard."""

from django.urls import path

from metrics.views import behind, dashboard, goals, latest

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/goals/", goals.the_goals, name="goals"),
    path("dashboard/latest/", latest.latest, name="latest"),
    path("dashboard/tables/<slug:name>.csv", dashboard.table, name="dashboard-table"),
    path("dashboard/<slug:measure>/", behind.behind, name="behind"),
]
