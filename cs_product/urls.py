"""Every address of the product: people's doors, customers' doors, and the API."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from common.api.problems import not_found
from common.references import reference
from cs_product import views

handler400 = "common.doors.bad_request"

reference("ticket", "CS")
reference("item", "PB")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("healthz/", views.health, name="health"),
    path("readyz/", views.ready, name="ready"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include("accounts.urls")),
    path("", include("tickets.urls")),
    path("", include("backlog.urls")),
    path("", include("spikes.urls")),
    path("", include("connections.urls")),
    path("", include("notifications.urls")),
    path("", include("metrics.urls")),
    path("", include("exports.urls")),
    path("", include("portal.urls")),
    path("api/v1/", include("cs_product.api_urls")),
    re_path(r"^api/.*$", not_found),
]
