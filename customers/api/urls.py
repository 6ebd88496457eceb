"""The API addresses of customers."""

from django.urls import path

from customers.api.views import CustomersView

urlpatterns = [path("customers/", CustomersView.as_view())]
