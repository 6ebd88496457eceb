"""Keys: a program acts for a colleague, within its scope, until it runs out or is revoked."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions import make_token, revoke_token
from accounts.models import ApiToken, User
from common.clock import now
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds
from tickets.models import Ticket

A_COMPLAINT = {"verbatim": "Late.", "customer": None, "channel": "phone"}


def program(secret: str, kind: str = "Bearer") -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{kind} {secret}")
    return client


def test_a_key_acts_for_its_owner(ana: User) -> None:
    _token, secret = make_token(by=ana, name="Import", scope="write")
    assert program(secret).post("/api/v1/tickets/", A_COMPLAINT, format="json").status_code == 201
    assert Ticket.objects.get().received_by == ana


def test_a_reading_key_changes_nothing(ana: User) -> None:
    _token, secret = make_token(by=ana, name="Report", scope="read")
    client = program(secret)
    assert client.get("/api/v1/tickets/").status_code == 200
    for ask in (client.post, client.patch, client.put, client.delete):
        assert ask("/api/v1/tickets/", A_COMPLAINT, format="json").status_code in {403, 405}
    refused = client.post("/api/v1/tickets/", A_COMPLAINT, format="json")
    assert (refused.status_code, "This key may only read." in refused.json()["detail"]) == (403, True)
    assert not Ticket.objects.exists()


def test_a_key_opens_no_more_than_its_owner_may(vic: User) -> None:
    _token, secret = make_token(by=vic, name="All", scope="write")
    answer = program(secret).post(
        f"/api/v1/tickets/{make.a_ticket().reference}/listening/", {"restatement": "x"}, format="json"
    )
    assert answer.status_code == 403


def test_a_key_opens_no_pages(ana: User) -> None:
    _token, secret = make_token(by=ana, name="All", scope="write")
    assert program(secret).get("/desk/").status_code == 302


@pytest.mark.parametrize("secret", ["", "csp_nonsense", "x" * 5000, "키"])
@pytest.mark.parametrize("kind", ["Bearer", "bearer"])
def test_an_unknown_key_is_nobody(db: None, secret: str, kind: str) -> None:
    answer = program(secret.encode().decode("latin-1"), kind).get("/api/v1/tickets/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["title"]) == (401, "Sign in first")


def test_no_key_at_all_is_nobody(db: None) -> None:
    answer = APIClient().get("/api/v1/tickets/")
    assert (answer.status_code, answer.json()["title"]) == (401, "Sign in first")


@pytest.mark.parametrize("end", ["expired", "revoked", "left"])
def test_a_key_that_is_over_is_nobody(ana: User, end: str) -> None:
    token, secret = make_token(by=ana, name="Old", scope="write", days=1)
    if end == "expired":
        ApiToken.objects.update(expires_at=now() - timedelta(seconds=1))
    elif end == "revoked":
        revoke_token(token, by=ana)
    else:
        User.objects.update(is_active=False)
    assert program(secret).get("/api/v1/tickets/").status_code == 401


def test_a_secret_is_shown_once_and_kept_as_a_hash(ana: User, client: Client) -> None:
    client.force_login(ana)
    page = client.post("/settings/keys/", {"name": "Import", "scope": "write", "days": "90"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert secret not in client.get("/settings/keys/").content.decode()
    token = ApiToken.objects.get()
    assert secret not in token.digest
    assert timedelta(days=89) < token.expires_at - now() < timedelta(days=91)


def test_keys_are_in_the_journal(ana: User) -> None:
    token, _secret = make_token(by=ana, name="Import", scope="write")
    revoke_token(token, by=ana)
    assert kinds(token) == ["TokenMade", "TokenRevoked"]


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_a_key_has_a_name(ana: User, name: str) -> None:
    with pytest.raises(Invalid):
        make_token(by=ana, name=name, scope="read")


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"scope": "everything"}, {"days": "0"}, {"days": "99999"}, {"days": "x"}, {"name": "\u200b"}],
)
def test_the_form_says_what_does_not_fit(ana: User, client: Client, wrong: dict[str, str]) -> None:
    client.force_login(ana)
    assert client.post("/settings/keys/", {"name": "Import", "scope": "read", "days": "9"} | wrong).status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_revokes_anothers_key_but_an_administrator(ana: User, pia: User, ada: User) -> None:
    token, _secret = make_token(by=ana, name="Import", scope="write")
    with pytest.raises(Forbidden):
        revoke_token(token, by=pia)
    assert revoke_token(token, by=ada).revoked_at
    with pytest.raises(Conflict):
        revoke_token(token, by=ana)


def test_one_sees_and_revokes_ones_own_keys_only(ana: User, pia: User, client: Client) -> None:
    token, _secret = make_token(by=ana, name="Anas import", scope="write")
    client.force_login(pia)
    assert "Anas import" not in client.get("/settings/keys/").content.decode()
    assert client.post(f"/settings/keys/{token.pk}/revocation/").status_code == 404
    client.force_login(ana)
    assert client.post(f"/settings/keys/{token.pk}/revocation/").status_code == 302
    assert client.post(f"/settings/keys/{token.pk}/revocation/").status_code == 409


def test_a_session_needs_its_token_to_change_something(ana: User) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.get("/api/v1/tickets/").status_code == 200
    assert client.post("/api/v1/tickets/", A_COMPLAINT, format="json").status_code == 403


def test_too_fast_is_said(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from rest_framework.throttling import UserRateThrottle

    monkeypatch.setattr(UserRateThrottle, "get_rate", lambda _throttle: "2/min")
    client = APIClient()
    client.force_authenticate(ana)
    statuses = [client.get("/api/v1/tickets/") for _ in range(3)]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]
    assert (statuses[2].json()["title"], int(statuses[2]["Retry-After"]) > 0) == ("Too fast", True)
