"""The addresses of the colleagues' own doors."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("setup/", views.set_up, name="set-up"),
    path("settings/", views.colleagues, name="settings"),
    path("settings/colleagues/<int:pk>/", views.colleague, name="colleague"),
    path("settings/keys/", views.tokens, name="tokens"),
    path("settings/keys/<int:pk>/revocation/", views.revoke_token, name="revoke-token"),
    path("preferences/", views.preferences, name="preferences"),
]
