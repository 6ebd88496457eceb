"""The addresses of the backlog, and the two decisions about tickets that need it."""

from django.urls import path

from backlog.views import approvals, board, decisions, exposure, item, keeping, precedents, promises, releases, weight

urlpatterns = [
    path("tickets/<ticket:reference>/acceptance/", decisions.accept, name="accept"),
    path("tickets/<ticket:reference>/acceptance/draft/", decisions.draft_acceptance, name="draft-acceptance"),
    path("tickets/<ticket:reference>/question/", decisions.question, name="question"),
    path("tickets/<ticket:reference>/precedent/<ticket:precedent>/", precedents.decide_as, name="decide-as"),
    path("tickets/precedent/", precedents.decide_several_as, name="decide-several-as"),
    path("backlog/", board.board, name="board"),
    path("backlog/new/", item.new_item, name="new-item"),
    path("backlog/<item:reference>/", item.item, name="item"),
    path("backlog/<item:reference>/edit/", item.edit, name="edit-item"),
    path("backlog/<item:reference>/move/", board.move, name="move-item"),
    path("backlog/<item:reference>/shipment/", item.ship, name="ship-item"),
    path("backlog/<item:reference>/drop/", item.drop, name="drop-item"),
    path("backlog/<item:reference>/review/", keeping.review, name="review-promise"),
    path("backlog/<item:reference>/uses/", keeping.account_for, name="account-for-promise"),
    path("tickets/<ticket:reference>/approval-request/", decisions.ask_a_manager, name="ask-a-manager"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:pk>/approval/", approvals.approve, name="approve"),
    path("approvals/<int:pk>/question/", approvals.send_back, name="send-back"),
    path("promises/", promises.promises, name="promises"),
    path("settings/weight/", weight.formula, name="weight-formula"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:pk>/", releases.release, name="release"),
    path("releases/<int:pk>/edit/", releases.edit, name="edit-release"),
    path("releases/<int:pk>/notes/", releases.write_notes, name="release-notes"),
    path("releases/<int:pk>/items/", releases.put_in, name="put-in-release"),
    path("releases/<int:pk>/items/removal/", releases.take_out, name="take-out-of-release"),
    path("releases/<int:pk>/shipment/", releases.ship, name="ship-release"),
    path("releases/<int:pk>/exposure/", exposure.open_to, name="open-release"),
    path("releases/<int:pk>/exposure/pause/", exposure.hold, name="hold-release"),
]
