"""The addresses of the backlog, and the two decisions about tickets that need it."""

from django.urls import path

from backlog import views

urlpatterns = [
    path("tickets/<ticket:reference>/acceptance/", views.accept, name="accept"),
    path("tickets/<ticket:reference>/question/", views.question, name="question"),
    path("backlog/", views.board, name="board"),
    path("backlog/new/", views.new_item, name="new-item"),
    path("backlog/<item:reference>/", views.item, name="item"),
    path("backlog/<item:reference>/edit/", views.edit, name="edit-item"),
    path("backlog/<item:reference>/move/", views.move, name="move-item"),
    path("backlog/<item:reference>/shipment/", views.ship, name="ship-item"),
    path("backlog/<item:reference>/drop/", views.drop, name="drop-item"),
    path("promises/", views.promises, name="promises"),
]
