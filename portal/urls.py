"""The customers' addresses."""

from django.urls import path

from portal import views

urlpatterns = [
    path("follow/<str:secret>/", views.follow, name="follow"),
    path("my/<ticket:reference>/", views.my_ticket, name="my-ticket"),
    path("my/<ticket:reference>/confirmation/", views.confirm, name="confirm"),
    path("my/<ticket:reference>/mishearing/", views.not_quite, name="not-quite"),
    path("my/<ticket:reference>/messages/", views.say_more, name="say-more"),
    path("my/<ticket:reference>/news/", views.news, name="my-news"),
    path("changes/", views.changes, name="changes"),
]
