"""The API addresses of capabilities."""

from django.urls import path

from capabilities.api.views import ArrivalView, CapabilitiesView

urlpatterns = [
    path("capabilities/", CapabilitiesView.as_view()),
    path("capabilities/<int:pk>/arrival/", ArrivalView.as_view()),
]
