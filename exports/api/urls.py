"""The API addresses of exports."""

from django.urls import path

from exports.api import views

urlpatterns = [
    path("exports/", views.ExportsView.as_view()),
    path("exports/<int:pk>/", views.ExportView.as_view()),
    path("exports/<int:pk>/file/", views.ExportFileView.as_view()),
    path("exports/<int:pk>/removal/", views.ExportRemovalDoor.as_view()),
]
