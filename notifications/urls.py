"""The addresses of the mailbox, and of the lists of whom to tell."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", views.mail, name="mail"),
    path("releases/<int:pk>/told/", views.told_of_release, name="told-of-release"),
    path("releases/<int:pk>/told/approval/", views.approve_release, name="approve-told-of-release"),
    path("backlog/<item:reference>/told/", views.told_of_item, name="told-of-item"),
    path("backlog/<item:reference>/told/approval/", views.approve_item, name="approve-told-of-item"),
    path("told/<int:pk>/approval/", views.approve_one, name="approve-telling"),
    path("told/<int:pk>/message/", views.reword, name="reword-telling"),
    path("told/<int:pk>/omission/", views.leave_out, name="leave-out"),
    path("told/<int:pk>/call/", views.note_call, name="note-call"),
    path("told/<int:pk>/repetition/", views.try_again, name="try-again"),
]
