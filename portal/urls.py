"""The customers' addresses."""

from django.urls import path

from portal.views import files, following, mail

urlpatterns = [
    path("follow/<str:secret>/", following.follow, name="follow"),
    path("my/<ticket:reference>/", following.my_ticket, name="my-ticket"),
    path("my/<ticket:reference>/confirmation/", following.confirm, name="confirm"),
    path("my/<ticket:reference>/mishearing/", following.not_quite, name="not-quite"),
    path("my/<ticket:reference>/messages/", following.say_more, name="say-more"),
    path("my/<ticket:reference>/files/<slug:key>/", files.file, name="my-file"),
    path("my/<ticket:reference>/files/<slug:key>/preview/", files.preview, name="my-preview"),
    path("my/<ticket:reference>/news/", mail.news, name="my-news"),
    path("my/<ticket:reference>/mail/", mail.wishes, name="my-mail"),
    path("stop/<str:key>/", mail.stop, name="stop-news"),
    path("changes/", following.changes, name="changes"),
]
