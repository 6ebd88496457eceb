"""The addresses of the API, version 1: the same nouns as the pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.api.urls")),
    path("", include("tickets.api.urls")),
    path("", include("backlog.api.urls")),
    path("", include("customers.api.urls")),
    path("", include("capabilities.api.urls")),
    path("", include("metrics.api.urls")),
    path("", include("spikes.api.urls")),
    path("", include("connections.api.urls")),
    path("", include("notifications.api.urls")),
    path("", include("exports.api.urls")),
    path("", include("portal.api.urls")),
]
