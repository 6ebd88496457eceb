"""The API addresses of teams."""

from django.urls import path

from accounts.api import teams

urlpatterns = [
    path("teams/", teams.TeamsView.as_view()),
    path("teams/<int:pk>/", teams.TeamView.as_view()),
    path("teams/<int:pk>/dissolution/", teams.DissolutionDoor.as_view()),
]
