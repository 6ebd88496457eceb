"""The addresses of the colleagues' own doors."""

from django.urls import path

from accounts.views import brand, colleagues, saved, teams

urlpatterns = [
    path("setup/", colleagues.set_up, name="set-up"),
    path("settings/", colleagues.colleagues, name="settings"),
    path("settings/colleagues/<int:pk>/", colleagues.colleague, name="colleague"),
    path("settings/keys/", colleagues.tokens, name="tokens"),
    path("settings/keys/<int:pk>/revocation/", colleagues.revoke_token, name="revoke-token"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<int:pk>/", teams.team, name="team"),
    path("settings/teams/<int:pk>/dissolution/", teams.dissolution, name="dissolve-team"),
    path("settings/brand/", brand.brand, name="brand"),
    path("settings/brand/logo/", brand.logo, name="logo"),
    path("settings/brand/logo/removal/", brand.logo_removal, name="remove-logo"),
    path("brand/logo/<slug:key>/", brand.picture, name="brand-logo"),
    path("brand/<slug:accent>.css", brand.colour, name="brand-colour"),
    path("views/", saved.views, name="views"),
    path("views/<int:pk>/", saved.view, name="view"),
    path("views/<int:pk>/removal/", saved.removal, name="remove-view"),
    path("preferences/", colleagues.preferences, name="preferences"),
]
