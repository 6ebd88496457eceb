"""The API addresses of connections."""

from django.urls import path

from connections.actions import connecting, running
from connections.api import views

urlpatterns = [
    path("connections/", views.ConnectionsView.as_view()),
    path("connections/event-types/", views.EventTypesView.as_view()),
    path("connections/<int:pk>/", views.ConnectionView.as_view()),
    path("connections/<int:pk>/secret/", views.RotateDoor.as_view()),
    path("connections/<int:pk>/test/", views.TestDoor.as_view()),
    path("connections/<int:pk>/pause/", views.DeedDoor.as_view(deed=running.pause)),
    path("connections/<int:pk>/resumption/", views.DeedDoor.as_view(deed=running.resume)),
    path("connections/<int:pk>/removal/", views.DeedDoor.as_view(deed=connecting.remove)),
    path("connections/<int:pk>/posts/", views.PostsView.as_view()),
    path("connections/<int:pk>/posts/<int:post_pk>/", views.PostView.as_view()),
    path("connections/<int:pk>/posts/<int:post_pk>/repetition/", views.RepeatDoor.as_view()),
]
