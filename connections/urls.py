"""The addresses of connections in the settings."""

from django.urls import path

from connections.views import connections as views
from connections.views import hooks, issues, posts

urlpatterns = [
    path("settings/connections/", views.connections, name="connections"),
    path("settings/connections/new-webhook/", views.new_webhook, name="new-webhook"),
    path("settings/connections/new-room/", views.new_room, name="new-room"),
    path("settings/connections/new-host/", views.new_host, name="new-host"),
    path("settings/connections/<int:pk>/", views.connection, name="connection"),
    path("settings/connections/<int:pk>/secret/", views.rotate, name="rotate-secret"),
    path("settings/connections/<int:pk>/test/", views.test, name="test-connection"),
    path("settings/connections/<int:pk>/pause/", views.pause, name="pause-connection"),
    path("settings/connections/<int:pk>/resumption/", views.resume, name="resume-connection"),
    path("settings/connections/<int:pk>/removal/", views.remove, name="remove-connection"),
    path("settings/connections/<int:pk>/posts/<int:post_pk>/", posts.post, name="post"),
    path("settings/connections/<int:pk>/posts/<int:post_pk>/repetition/", posts.repeat, name="repeat-post"),
    path("backlog/<item:reference>/issues/", issues.link, name="link-issue"),
    path("backlog/<item:reference>/issues/creation/", issues.create, name="create-issue"),
    path("backlog/<item:reference>/issues/<int:pk>/removal/", issues.unlink, name="unlink-issue"),
    path("backlog/<item:reference>/issues/<int:pk>/look/", issues.look_again, name="look-at-issue"),
    path("backlog/<item:reference>/issues/<int:pk>/putting-off/", issues.put_off, name="put-off-shipping"),
    path("hooks/<slug:key>/", hooks.hear, name="hook"),
]
