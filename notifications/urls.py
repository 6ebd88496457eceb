"""The addresses of notices, of the mailbox, and of the lists of whom to tell."""

from django.urls import path

from notifications.views import browsers, choices, delivering, mailbox, notices, previews, status, told, voice

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/reading/", notices.read_notices, name="read-notices"),
    path("notices/bell/<str:secret>/", notices.bell, name="bell"),
    path("notices/worker.js", browsers.worker, name="push-worker"),
    path("notices/browsers/", browsers.remember, name="remember-browser"),
    path("notices/browsers/removal/", browsers.forget, name="forget-browser"),
    path("notices/<int:pk>/", notices.open_notice, name="open-notice"),
    path("notices/<int:pk>/reading/", notices.read_notice, name="read-notice"),
    path("notices/<int:pk>/muting/", notices.mute_notice, name="mute-notice"),
    path("settings/notices/", choices.choices, name="notice-choices"),
    path("settings/notices/muting/<str:about_type>/<int:pk>/", choices.unmute, name="unmute"),
    path("voice/", voice.voice, name="voice"),
    path("voice/subscription/", voice.want_voice, name="want-voice"),
    path("settings/mails/", previews.mails, name="mails"),
    path("settings/mails/tests/", previews.send_test, name="send-test"),
    path("settings/mails/<slug:kind>/<slug:language>/", previews.preview, name="mail-preview"),
    path("settings/status/", status.status, name="status"),
    path("settings/status/repetition/", status.try_all_again, name="try-all-again"),
    path("settings/status/mails/<int:pk>/repetition/", status.send_again, name="send-again"),
    path("settings/status/deliveries/<int:pk>/repetition/", status.deliver_again, name="deliver-again"),
    path("settings/status/pushes/<int:pk>/repetition/", status.push_again, name="push-again"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.mail, name="mail"),
    path("mails/<int:pk>/repetition/", delivering.send_again, name="mail-again"),
    path("mails/<int:pk>/bounce/", delivering.bounce, name="bounce"),
    path("releases/<int:pk>/told/", told.told_of_release, name="told-of-release"),
    path("releases/<int:pk>/told/approval/", told.approve_release, name="approve-told-of-release"),
    path("backlog/<item:reference>/told/", told.told_of_item, name="told-of-item"),
    path("backlog/<item:reference>/told/approval/", told.approve_item, name="approve-told-of-item"),
    path("told/<int:pk>/approval/", told.approve_one, name="approve-telling"),
    path("told/<int:pk>/message/", told.reword, name="reword-telling"),
    path("told/<int:pk>/omission/", told.leave_out, name="leave-out"),
    path("told/<int:pk>/call/", told.note_call, name="note-call"),
    path("told/<int:pk>/repetition/", told.try_again, name="try-again"),
]
