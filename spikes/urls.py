"""The addresses of spikes."""

from django.urls import path

from spikes import views

urlpatterns = [
    path("spikes/", views.spikes, name="spikes"),
    path("spikes/now/", views.spikes_now, name="spikes-now"),
    path("spikes/<int:pk>/", views.spike, name="spike"),
    path("spikes/<int:pk>/acknowledgement/", views.acknowledge, name="acknowledge-spike"),
    path("spikes/<int:pk>/quiet/", views.keep_quiet, name="quiet-spike"),
]
