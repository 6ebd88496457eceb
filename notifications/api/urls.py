"""The API addresses of telling."""

from django.urls import path

from notifications.actions import telling
from notifications.api import delivering, notices, previews, status, views, voice, wording

urlpatterns = [
    path("bounces/", delivering.BouncesDoor.as_view()),
    path("mails/<int:pk>/bounce/", delivering.BounceDoor.as_view()),
    path("mails/<int:pk>/repetition/", delivering.RepetitionDoor.as_view()),
    path("mails/previews/<slug:kind>/<slug:language>/", previews.PreviewDoor.as_view()),
    path("mails/words/<slug:kind>/<slug:language>/", wording.MailWordsDoor.as_view()),
    path("mails/words/<slug:kind>/<slug:language>/restoration/", wording.MailWordsRestorationDoor.as_view()),
    path("mails/cap/", wording.CapDoor.as_view()),
    path("mails/tests/", previews.TestDoor.as_view()),
    path("voice/", voice.VoiceDoor.as_view()),
    path("status/", status.StatusDoor.as_view()),
    path("status/repetition/", status.TryAllAgain.as_view()),
    path("status/mails/<int:pk>/repetition/", status.SendAgain.as_view()),
    path("status/deliveries/<int:pk>/repetition/", status.DeliverAgain.as_view()),
    path("status/pushes/<int:pk>/repetition/", status.PushAgain.as_view()),
    path("notices/", notices.Notices.as_view()),
    path("notices/reading/", notices.ReadNotices.as_view()),
    path("notices/browsers/", notices.Browsers.as_view()),
    path("notices/browsers/removal/", notices.ForgetBrowser.as_view()),
    path("notices/choices/", notices.Choices.as_view()),
    path("notices/<int:pk>/reading/", notices.OneNotice.as_view()),
    path("notices/<int:pk>/muting/", notices.OneNotice.as_view(deed=notices.mute)),
    path("releases/<int:pk>/told/", views.ToldOfRelease.as_view()),
    path("releases/<int:pk>/told/approval/", views.ApproveRelease.as_view()),
    path("releases/<int:pk>/told/proof/", views.ProofOfRelease.as_view()),
    path("items/<item:reference>/told/", views.ToldOfItem.as_view()),
    path("items/<item:reference>/told/approval/", views.ApproveItem.as_view()),
    path("items/<item:reference>/told/proof/", views.ProofOfItem.as_view()),
    path("told/<int:pk>/message/", views.RewordDoor.as_view()),
    path("told/<int:pk>/approval/", views.OneDoor.as_view(deed=telling.approve)),
    path("told/<int:pk>/omission/", views.OneDoor.as_view(deed=telling.leave_out)),
    path("told/<int:pk>/call/", views.OneDoor.as_view(deed=telling.note_call)),
    path("told/<int:pk>/repetition/", views.OneDoor.as_view(deed=telling.try_again)),
]
