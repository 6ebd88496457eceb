"""The API addresses of customers."""

from django.urls import path

from customers.api.views import AddressDoor, CustomersView, CustomerView, MailWishesDoor, NewsDoor

urlpatterns = [
    path("customers/", CustomersView.as_view()),
    path("customers/<int:pk>/", CustomerView.as_view()),
    path("customers/<int:pk>/news/", NewsDoor.as_view()),
    path("customers/<int:pk>/address/", AddressDoor.as_view()),
    path("customers/<int:pk>/mail/", MailWishesDoor.as_view()),
]
