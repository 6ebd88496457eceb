"""The addresses of the backlog, and the two decisions about tickets that need it."""

from django.urls import path

from backlog.views import board, decisions, item, promises

urlpatterns = [
    path("tickets/<ticket:reference>/acceptance/", decisions.accept, name="accept"),
    path("tickets/<ticket:reference>/acceptance/draft/", decisions.draft_acceptance, name="draft-acceptance"),
    path("tickets/<ticket:reference>/question/", decisions.question, name="question"),
    path("backlog/", board.board, name="board"),
    path("backlog/new/", item.new_item, name="new-item"),
    path("backlog/<item:reference>/", item.item, name="item"),
    path("backlog/<item:reference>/edit/", item.edit, name="edit-item"),
    path("backlog/<item:reference>/move/", board.move, name="move-item"),
    path("backlog/<item:reference>/shipment/", item.ship, name="ship-item"),
    path("backlog/<item:reference>/drop/", item.drop, name="drop-item"),
    path("promises/", promises.promises, name="promises"),
]
