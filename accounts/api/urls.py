"""The API addresses of colleagues."""

from django.urls import path

from accounts.api.views import ColleaguesView

urlpatterns = [path("colleagues/", ColleaguesView.as_view())]
