"""The API addresses of spikes."""

from django.urls import path

from spikes.api.views import AcknowledgementDoor, QuietDoor, SpikesView, SpikeView

urlpatterns = [
    path("spikes/", SpikesView.as_view()),
    path("spikes/<int:pk>/", SpikeView.as_view()),
    path("spikes/<int:pk>/acknowledgement/", AcknowledgementDoor.as_view()),
    path("spikes/<int:pk>/quiet/", QuietDoor.as_view()),
]
