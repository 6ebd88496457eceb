"""The addresses of exports."""

from django.urls import path

from exports import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<int:pk>/removal/", views.removal, name="remove-export"),
    path("exports/<int:pk>/file/", views.file, name="export-file"),
]
