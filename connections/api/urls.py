"""The API addresses of connections."""

from django.urls import path

from connections.actions import connecting, linking, running
from connections.api import issues, posts, views

urlpatterns = [
    path("connections/", views.ConnectionsView.as_view()),
    path("connections/event-types/", views.EventTypesView.as_view()),
    path("connections/<int:pk>/", views.ConnectionView.as_view()),
    path("connections/<int:pk>/secret/", views.RotateDoor.as_view()),
    path("connections/<int:pk>/test/", views.TestDoor.as_view()),
    path("connections/<int:pk>/pause/", views.DeedDoor.as_view(deed=running.pause)),
    path("connections/<int:pk>/resumption/", views.DeedDoor.as_view(deed=running.resume)),
    path("connections/<int:pk>/removal/", views.DeedDoor.as_view(deed=connecting.remove)),
    path("connections/<int:pk>/posts/", posts.PostsView.as_view()),
    path("connections/<int:pk>/posts/<int:post_pk>/", posts.PostView.as_view()),
    path("connections/<int:pk>/posts/<int:post_pk>/repetition/", posts.RepeatDoor.as_view()),
    path("items/<item:reference>/issues/", issues.IssuesDoor.as_view()),
    path("items/<item:reference>/issues/creation/", issues.CreateIssueDoor.as_view()),
    path("items/<item:reference>/issues/<int:pk>/removal/", issues.IssueDoor.as_view(deed=linking.unlink)),
    path("items/<item:reference>/issues/<int:pk>/look/", issues.IssueDoor.as_view(deed=linking.look_again)),
    path("items/<item:reference>/issues/<int:pk>/putting-off/", issues.IssueDoor.as_view(deed=linking.put_off)),
]
