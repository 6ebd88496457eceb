"""The API addresses of the backlog."""

from django.urls import path

from backlog.api import exposure, grooming, keeping, outcomes, precedents, releases, search, views, weights

urlpatterns = [
    path("search/", search.SearchView.as_view()),
    path("tickets/<ticket:reference>/acceptance/", views.AcceptanceDoor.as_view()),
    path("tickets/<ticket:reference>/question/", views.QuestionDoor.as_view()),
    path("tickets/<ticket:reference>/precedent/", precedents.PrecedentDoor.as_view()),
    path("tickets/precedents/", precedents.PrecedentsDoor.as_view()),
    path("items/", views.ItemsView.as_view()),
    path("items/<item:reference>/", views.ItemView.as_view()),
    path("items/<item:reference>/move/", views.MoveDoor.as_view()),
    path("items/<item:reference>/shipment/", views.ShipmentDoor.as_view()),
    path("items/<item:reference>/verification/", outcomes.VerificationDoor.as_view()),
    path("items/<item:reference>/verdict/", outcomes.VerdictView.as_view()),
    path("outcomes/", outcomes.OutcomesView.as_view()),
    path("items/<item:reference>/drop/", views.DropDoor.as_view()),
    path("items/<item:reference>/review/", keeping.ReviewDoor.as_view()),
    path("items/<item:reference>/uses/", keeping.UsesDoor.as_view()),
    path("tickets/<ticket:reference>/approval-request/", keeping.ApprovalRequestDoor.as_view()),
    path("approvals/", keeping.ApprovalsView.as_view()),
    path("approvals/<int:pk>/approval/", keeping.ApprovalDoor.as_view()),
    path("approvals/<int:pk>/question/", keeping.ApprovalQuestionDoor.as_view()),
    path("items/<item:reference>/voices/", views.VoicesView.as_view()),
    path("items/<item:reference>/questions/", grooming.AskBackDoor.as_view()),
    path("items/<item:reference>/keeping/", grooming.HoldOnDoor.as_view()),
    path("items/<item:reference>/weight/", weights.WeightView.as_view()),
    path("weight-formula/", weights.FormulaDoor.as_view()),
    path("items/<item:reference>/exposure/", exposure.ExposureView.as_view()),
    path("releases/", releases.ReleasesView.as_view()),
    path("releases/<int:pk>/", releases.ReleaseView.as_view()),
    path("releases/<int:pk>/items/", releases.PutInDoor.as_view()),
    path("releases/<int:pk>/items/removal/", releases.TakeOutDoor.as_view()),
    path("releases/<int:pk>/shipment/", releases.TogetherDoor.as_view()),
    path("releases/<int:pk>/exposure/", exposure.OpeningDoor.as_view()),
    path("releases/<int:pk>/exposure/pause/", exposure.HoldDoor.as_view()),
]
