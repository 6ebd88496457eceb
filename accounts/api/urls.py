"""The API addresses of colleagues, teams and views, and of how the firm appears."""

from django.urls import path

from accounts.api import brand, colleagues, saved, teams

urlpatterns = [
    path("colleagues/", colleagues.ColleaguesView.as_view()),
    path("brand/", brand.BrandDoor.as_view()),
    path("brand/logo/", brand.LogoDoor.as_view()),
    path("brand/logo/removal/", brand.LogoRemovalDoor.as_view()),
    path("teams/", teams.TeamsView.as_view()),
    path("teams/<int:pk>/", teams.TeamView.as_view()),
    path("teams/<int:pk>/dissolution/", teams.DissolutionDoor.as_view()),
    path("views/", saved.ViewsView.as_view()),
    path("views/<int:pk>/", saved.ViewView.as_view()),
    path("views/<int:pk>/removal/", saved.RemovalDoor.as_view()),
]
