"""The API addresses of the numbers."""

from django.urls import path

from metrics.api.goals import Goals
from metrics.api.views import AcceptanceMetrics

urlpatterns = [
    path("metrics/acceptance/", AcceptanceMetrics.as_view()),
    path("metrics/goals/", Goals.as_view()),
]
