"""The addresses of the dashboard."""

from django.urls import path

from metrics.views import behind, dashboard

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/tables/<slug:name>.csv", dashboard.table, name="dashboard-table"),
    path("dashboard/<slug:measure>/", behind.behind, name="behind"),
]
