"""The addresses of the mailbox, and of the lists of whom to tell."""

from django.urls import path

from notifications.views import delivering, mailbox, told

urlpatterns = [
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.mail, name="mail"),
    path("mails/<int:pk>/repetition/", delivering.send_again, name="send-again"),
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
