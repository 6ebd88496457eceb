"""The API addresses of what customers may read."""

from django.urls import path

from portal.api.views import ChangesView

urlpatterns = [path("changes/", ChangesView.as_view())]
