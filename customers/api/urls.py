"""The API addresses of customers."""

from django.urls import path

from customers.api.views import CustomersView, CustomerView

urlpatterns = [
    path("customers/", CustomersView.as_view()),
    path("customers/<int:pk>/", CustomerView.as_view()),
]
