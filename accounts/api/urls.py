"""The API addresses of colleagues, teams and views."""

from django.urls import path

from accounts.api import colleagues, saved, teams

urlpatterns = [
    path("colleagues/", colleagues.ColleaguesView.as_view()),
    path("teams/", teams.TeamsView.as_view()),
    path("teams/<int:pk>/", teams.TeamView.as_view()),
    path("teams/<int:pk>/dissolution/", teams.DissolutionDoor.as_view()),
    path("views/", saved.ViewsView.as_view()),
    path("views/<int:pk>/", saved.ViewView.as_view()),
    path("views/<int:pk>/removal/", saved.RemovalDoor.as_view()),
]
