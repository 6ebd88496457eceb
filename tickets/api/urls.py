"""The API addresses of tickets."""

from django.urls import path

from tickets.api import assigning, capabilities, deciding, demand, reading, talking, wording

urlpatterns = [
    path("tickets/", reading.TicketsView.as_view()),
    path("tickets/<ticket:reference>/", reading.TicketView.as_view()),
    path("tickets/<ticket:reference>/similar/", reading.SimilarToTicketView.as_view()),
    path("tickets/<ticket:reference>/timeline/", reading.TimelineView.as_view()),
    path("tickets/<ticket:reference>/listening/", deciding.ListeningDoor.as_view()),
    path("tickets/<ticket:reference>/mishearing/", deciding.MishearingDoor.as_view()),
    path("tickets/<ticket:reference>/assessment/", deciding.AssessmentDoor.as_view()),
    path("tickets/<ticket:reference>/decline/", deciding.DeclineDoor.as_view()),
    path("tickets/<ticket:reference>/setting-aside/", deciding.SettingAsideDoor.as_view()),
    path("tickets/<ticket:reference>/reopening/", deciding.ReopeningDoor.as_view()),
    path("tickets/<ticket:reference>/resurfacing/", deciding.ResurfacingDoor.as_view()),
    path("tickets/<ticket:reference>/ownership/", deciding.OwnershipDoor.as_view()),
    path("tickets/<ticket:reference>/messages/", deciding.MessagesDoor.as_view()),
    path("tickets/<ticket:reference>/messages/<int:pk>/withdrawal/", talking.WithdrawalOfMessageDoor.as_view()),
    path("tickets/<ticket:reference>/unsent/", talking.UnsentDoor.as_view()),
    path("tickets/<ticket:reference>/assignment/", assigning.AssignmentDoor.as_view()),
    path("desk/play/", assigning.PlayDoor.as_view()),
    path("capabilities/<int:pk>/", capabilities.CapabilityView.as_view()),
    path("tickets/<ticket:reference>/demand/", demand.DemandDoor.as_view()),
    path("tickets/<ticket:reference>/demand/withdrawal/", demand.WithdrawalDoor.as_view()),
    path("tickets/<ticket:reference>/return/", demand.ReturnDoor.as_view()),
    path("pressure/", demand.PressureView.as_view()),
    path("tickets/<ticket:reference>/drafts/", wording.FilledDraftView.as_view()),
    path("tickets/<ticket:reference>/aftermath/", deciding.AftermathDoor.as_view()),
    path("drafts/", wording.DraftsView.as_view()),
    path("drafts/restoration/", wording.DraftRestorationDoor.as_view()),
    path("phrases/", wording.PhrasesView.as_view()),
    path("phrases/removal/", wording.PhraseRemovalDoor.as_view()),
    path("wording/", wording.WordingView.as_view()),
    path("similar/", reading.SimilarView.as_view()),
    path("product-areas/", reading.ProductAreasView.as_view()),
    path("product-areas/<int:pk>/", reading.ProductAreaView.as_view()),
]
