"""Who may knock where: every address of the product, in one table. No address without a line in it."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.actions import make_token
from accounts.models import Role, User
from backlog.models import Item
from notifications.models import CapturedMail
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient
from tests.tickets.test_bad_input import PNG
from tickets.models import Ticket

ROLES = ["agent", "product", "manager", "admin", "viewer"]
ALL, ADMIN, DEMO = dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 403) | {"admin": 200}, dict.fromkeys(ROLES, 404)
HOME = dict.fromkeys(ROLES, 302)
NEWS = dict.fromkeys(ROLES, 204)
DEED, NOT_FOUND = dict.fromkeys(ROLES, 405), dict.fromkeys(ROLES, 404)

# What a GET is answered, by role; 405: a deed, only for POST (its roles are tested with its verb).
PAGES: dict[str, dict[str, int]] = {
    "": HOME, "healthz/": ALL, "readyz/": ALL,
    "accounts/login/": HOME, "accounts/logout/": ALL, "accounts/password/change/": ALL, "accounts/inactive/": ALL,
    "accounts/reauthenticate/": ALL, "setup/": HOME, "preferences/": DEED,
    "settings/areas/": ADMIN, "settings/areas/<int:pk>/": DEED, "settings/areas/<int:pk>/place/": DEED,
    "settings/areas/<int:pk>/use/": DEED,
    "settings/": ADMIN, "settings/colleagues/<int:pk>/": DEED, "settings/keys/": ALL,
    "settings/keys/<int:pk>/revocation/": DEED,
    "settings/teams/": ADMIN, "settings/teams/<int:pk>/": ADMIN, "settings/teams/<int:pk>/dissolution/": DEED,
    "views/": ALL, "views/<int:pk>/": ALL, "views/<int:pk>/removal/": DEED,
    "desk/": ALL, "desk/filters/": ALL, "desk/news/": NEWS, "desk/columns/": DEED, "settings/hours/": ADMIN,
    "settings/assignment/": ADMIN, "settings/assignment/<int:pk>/removal/": DEED, "desk/play/": DEED, "tickets/<ticket:reference>/assignment/": ALL, "tickets/new/": ALL, "tickets/new/customers/": ALL, "tickets/new/alike/": ALL,
    "tickets/<ticket:reference>/": ALL, "tickets/<ticket:reference>/earlier/": ALL, "tickets/<ticket:reference>/alike/": ALL,
    **{f"tickets/<ticket:reference>/{noun}/": DEED for noun in (
        "listening", "mishearing", "assessment", "recommendation", "decline", "setting-aside", "reopening",
        "resurfacing", "messages", "ownership", "acceptance", "question", "approval-request", "demand",
        "demand/withdrawal", "return", "decline/draft", "acceptance/draft", "wording", "aftermath", "tags",
        "tags/removal", "fields", "messages/<int:pk>/withdrawal", "unsent", "unsent/<slug:form>")},
    **{f"tickets/together/{noun}/": ALL for noun in ("assignment", "tags", "area", "setting-aside", "voices", "replies")},
    "companies/": ALL, "companies/<int:pk>/": NOT_FOUND,
    "batches/<int:pk>/": NOT_FOUND, "batches/<int:pk>/undoing/": DEED, "batches/<int:pk>/stopping/": DEED,
    "tickets/new/fields/": ALL, "tags/": ALL, "customers/<int:pk>/tags/": DEED, "customers/<int:pk>/tags/removal/": DEED,
    "customers/<int:pk>/joining/": ALL | {"admin": 403, "viewer": 403}, "customers/<int:pk>/notes/": DEED,
    "joinings/<int:pk>/undoing/": DEED, "settings/tags/": ADMIN, "settings/fields/": ADMIN,
    **{f"settings/{noun}/": DEED for noun in (
        "tags/<int:pk>", "tags/<int:pk>/joining", "tags/<int:pk>/removal", "fields/<int:pk>", "fields/<int:pk>/use",
        "fields/<int:pk>/choices", "choices/<int:pk>", "choices/<int:pk>/use")},
    "tickets/<ticket:reference>/precedent/<ticket:precedent>/": ALL, "tickets/precedent/": ALL, "pressure/": ALL,
    "settings/brand/": ADMIN, "settings/brand/logo/": DEED, "settings/brand/logo/removal/": DEED,
    "brand/logo/<slug:key>/": NOT_FOUND, "brand/<slug:accent>.css": ALL,
    "settings/mails/": ADMIN, "settings/mails/tests/": DEED, "settings/mails/<slug:kind>/<slug:language>/": ADMIN,
    **{f"settings/mails/<slug:kind>/<slug:language>/{noun}/": DEED for noun in ("words", "restoration", "cap")},
    "settings/drafts/": ADMIN, "settings/drafts/restoration/": DEED, "settings/phrases/": ADMIN,
    "settings/phrases/removal/": DEED,
    "settings/replies/": ALL, "settings/replies/<int:pk>/": ALL, "settings/replies/<int:pk>/removal/": DEED,
    "attachments/<slug:key>/": ALL, "attachments/<slug:key>/preview/": ALL,
    "unsent-files/": DEED, "unsent-files/<slug:key>/preview/": NOT_FOUND, "unsent-files/<slug:key>/removal/": DEED,
    "my/<ticket:reference>/files/<slug:key>/": NOT_FOUND, "my/<ticket:reference>/files/<slug:key>/preview/": NOT_FOUND,
    "customers/": ALL, "customers/<int:pk>/": ALL, "capabilities/": ALL, "capabilities/<int:pk>/": ALL,
    "capabilities/<int:pk>/plan/": DEED, "capabilities/<int:pk>/arrival/": ALL,
    "backlog/": ALL, "backlog/new/": ALL, "backlog/<item:reference>/": ALL,
    **{f"backlog/<item:reference>/{noun}/": DEED for noun in ("shipment", "drop", "review", "uses", "verification")},
    "backlog/table/": ALL, "backlog/stale/": ALL, "backlog/grooming/": ALL, "backlog/grooming/<item:reference>/": ALL,
    "backlog/<item:reference>/edit/": ALL, "backlog/<item:reference>/questions/": DEED, "backlog/<item:reference>/keeping/": DEED,
    "tickets/<ticket:reference>/voices/": DEED, "tickets/<ticket:reference>/voices/withdrawal/": DEED,
    "tickets/<ticket:reference>/voices/restoration/": DEED,
    "backlog/<item:reference>/voices/move/": DEED, "backlog/<item:reference>/joining/": DEED,
    "regroupings/<int:pk>/undoing/": DEED, "backlog/choices/": ALL, "backlog/<item:reference>/move/": ALL,
    **{f"backlog/<item:reference>/{noun}/": DEED for noun in ("blockers", "comments", "files", "metric")},
    "blockers/<int:pk>/removal/": DEED, "backlog/files/<slug:key>/": NOT_FOUND,
    "backlog/files/<slug:key>/preview/": NOT_FOUND,
    "backlog/columns/<slug:stage>/": ALL, "backlog/cards/": ALL, "backlog/pulse/": NOT_FOUND,
    "approvals/": ALL, "approvals/<int:pk>/approval/": DEED, "approvals/<int:pk>/question/": DEED,
    "releases/": ALL, "releases/<int:pk>/": ALL,
    **{f"releases/<int:pk>/{noun}/": DEED for noun in (
        "edit", "notes", "items", "items/removal", "shipment", "exposure", "exposure/pause", "told/approval")},
    "releases/<int:pk>/told/": ALL, "backlog/<item:reference>/told/": ALL,
    "backlog/<item:reference>/told/approval/": DEED,
    **{f"told/<int:pk>/{noun}/": DEED for noun in ("approval", "message", "omission", "call", "repetition")},
    "mails/<int:pk>/repetition/": DEED, "mails/<int:pk>/bounce/": DEED,
    "here/": DEED, "tickets/<ticket:reference>/news/": NEWS,
    "customers/<int:pk>/news/": DEED, "my/<ticket:reference>/news/": DEED, "changes/": ALL,
    "outcomes/": ALL, "search/": ALL, "search/palette/": ALL, "voice/": ALL, "voice/subscription/": DEED,
    "settings/weight/": ADMIN,
    "spikes/": ALL, "spikes/now/": ALL, "spikes/<int:pk>/": NOT_FOUND, "spikes/<int:pk>/acknowledgement/": DEED, "spikes/<int:pk>/quiet/": DEED,
    "promises/": ALL, "dashboard/": ALL, "dashboard/goals/": dict.fromkeys(ROLES, 403) | {"manager": 200, "admin": 200}, "dashboard/latest/": ALL,
    "dashboard/tables/<slug:name>.csv": ALL, "dashboard/<slug:measure>/": ALL, "mailbox/": DEMO, "mailbox/<int:pk>/": DEMO,
    "settings/connections/": ADMIN, "settings/connections/new-webhook/": ADMIN, "settings/connections/new-room/": ADMIN, "settings/connections/new-host/": ADMIN,
    "hooks/<slug:key>/": DEED,
    **{f"backlog/<item:reference>/issues/{noun}": DEED for noun in (
        "", "creation/", "<int:pk>/removal/", "<int:pk>/look/", "<int:pk>/putting-off/")},
    "settings/connections/<int:pk>/": ADMIN,
    **{f"settings/connections/<int:pk>/{noun}/": DEED for noun in ("secret", "test", "pause", "resumption", "removal")},
    "settings/connections/<int:pk>/posts/<int:post_pk>/": ADMIN,
    "settings/connections/<int:pk>/posts/<int:post_pk>/repetition/": DEED,
    "notices/": ALL, "notices/reading/": DEED, "notices/bell/<str:secret>/": NOT_FOUND,
    "notices/<int:pk>/": NOT_FOUND, "notices/<int:pk>/reading/": DEED, "notices/<int:pk>/muting/": DEED,
    "notices/worker.js": ALL, "notices/browsers/": DEED, "notices/browsers/removal/": DEED,
    "settings/notices/": ALL, "settings/notices/muting/<str:about_type>/<int:pk>/": DEED, "settings/status/": ADMIN,
    **{f"settings/status/{noun}": DEED for noun in (
        "repetition/", "mails/<int:pk>/repetition/", "deliveries/<int:pk>/repetition/", "pushes/<int:pk>/repetition/")},
    "exports/": ALL, "exports/<int:pk>/removal/": DEED, "exports/<int:pk>/file/": NOT_FOUND,
    "my/<ticket:reference>/mail/": NOT_FOUND, "customers/<int:pk>/address/": DEED, "stop/<str:key>/": NOT_FOUND,
    "follow/<str:secret>/": NOT_FOUND, "my/<ticket:reference>/": NOT_FOUND,
    **{f"my/<ticket:reference>/{noun}/": DEED for noun in ("confirmation", "mishearing", "messages")},
}  # fmt: skip
CALLS: dict[str, dict[str, int]] = {
    "tickets/": ALL, "tickets/<ticket:reference>/": ALL, "tickets/<ticket:reference>/similar/": ALL,
    "tickets/<ticket:reference>/timeline/": ALL,
    **{f"tickets/<ticket:reference>/{noun}/": DEED for noun in (
        "listening", "mishearing", "assessment", "decline", "setting-aside", "reopening", "resurfacing", "ownership",
        "acceptance", "question", "approval-request", "demand", "demand/withdrawal", "return",
        "precedent", "aftermath", "tags", "tags/removal", "fields",
        "messages/<int:pk>/withdrawal")},
    "tickets/<ticket:reference>/messages/": ALL, "attachments/<slug:key>/": ALL,
    "unsent-files/": DEED, "unsent-files/<slug:key>/removal/": DEED,
    "tickets/<ticket:reference>/unsent/": ALL, "tickets/<ticket:reference>/unsent/<slug:form>/": ALL,
    "tickets/<ticket:reference>/saved-replies/": ALL,
    "tickets/together/saved-replies/": ALL, "saved-replies/": ALL, "saved-replies/<int:pk>/": ALL, "saved-replies/<int:pk>/removal/": DEED,
    "customers/<int:pk>/tags/": DEED, "customers/<int:pk>/tags/removal/": DEED, "tags/": ALL,
    **{f"{noun}/": DEED for noun in (
        "tags/<int:pk>", "tags/<int:pk>/joining", "tags/<int:pk>/removal", "custom-fields/<int:pk>",
        "custom-fields/<int:pk>/use", "custom-fields/<int:pk>/choices", "field-choices/<int:pk>",
        "field-choices/<int:pk>/use")},
    "custom-fields/": ALL, "customers/<int:pk>/joining/": DEED, "customers/<int:pk>/notes/": ALL,
    "joinings/<int:pk>/undoing/": DEED,
    **{f"tickets/together/{noun}/": DEED for noun in ("assignment", "tags", "area", "setting-aside", "voices", "replies")},
    "companies/": ALL,
    "companies/<int:pk>/": NOT_FOUND,
    "batches/<int:pk>/": NOT_FOUND, "batches/<int:pk>/undoing/": DEED, "batches/<int:pk>/stopping/": DEED,
    "tickets/precedents/": DEED, "pressure/": ALL, "search/": ALL,
    "tickets/<ticket:reference>/voices/": ALL, "tickets/<ticket:reference>/voices/withdrawal/": DEED,
    "tickets/<ticket:reference>/voices/restoration/": DEED,
    "items/<item:reference>/voices/move/": DEED, "items/<item:reference>/joining/": DEED,
    "regroupings/<int:pk>/undoing/": DEED, "items/<item:reference>/metric/": DEED, "blockers/<int:pk>/removal/": DEED,
    **{f"items/<item:reference>/{noun}/": ALL for noun in ("blockers", "comments", "files")},
    "approvals/": ALL, "approvals/<int:pk>/approval/": DEED, "approvals/<int:pk>/question/": DEED,
    "tickets/<ticket:reference>/drafts/": ALL, "drafts/": ALL, "drafts/restoration/": DEED, "phrases/": ALL,
    "phrases/removal/": DEED, "wording/": DEED,
    "similar/": ALL, "product-areas/": ALL, "product-areas/<int:pk>/": DEED,
    "product-areas/<int:pk>/place/": DEED, "product-areas/<int:pk>/use/": DEED, "items/": ALL,
    "items/<item:reference>/": ALL,
    **{f"items/<item:reference>/{noun}/": DEED for noun in ("move", "shipment", "drop", "review", "verification")},
    "items/<item:reference>/verdict/": NOT_FOUND, "outcomes/": ALL,
    "items/<item:reference>/voices/": ALL, "items/<item:reference>/uses/": ALL, "customers/": ALL,
    "customers/<int:pk>/": ALL, "capabilities/": ALL, "capabilities/<int:pk>/": ALL, "capabilities/<int:pk>/arrival/": DEED,
    "exports/": ALL, "exports/<int:pk>/": NOT_FOUND, "exports/<int:pk>/removal/": DEED,
    "exports/<int:pk>/file/": NOT_FOUND, "metrics/acceptance/": ALL, "metrics/goals/": ALL,
    "spikes/": ALL, "spikes/<int:pk>/": NOT_FOUND, "spikes/<int:pk>/acknowledgement/": DEED, "spikes/<int:pk>/quiet/": DEED,
    "items/<item:reference>/questions/": DEED, "items/<item:reference>/keeping/": DEED,
    "items/<item:reference>/weight/": ALL, "weight-formula/": ALL,
    "releases/": ALL, "releases/<int:pk>/": ALL,
    **{f"releases/<int:pk>/{noun}/": DEED for noun in (
        "items", "items/removal", "shipment", "exposure", "exposure/pause", "told/approval")},
    "releases/<int:pk>/told/": ALL, "releases/<int:pk>/told/proof/": ALL,
    "items/<item:reference>/told/": ALL, "items/<item:reference>/told/proof/": ALL,
    "items/<item:reference>/told/approval/": DEED, "items/<item:reference>/exposure/": NOT_FOUND,
    **{f"told/<int:pk>/{noun}/": DEED for noun in ("approval", "message", "omission", "call", "repetition")},
    "customers/<int:pk>/news/": DEED, "customers/<int:pk>/mail/": DEED, "customers/<int:pk>/address/": DEED, "changes/": ALL,
    "colleagues/": ALL, "bounces/": DEED, "mails/<int:pk>/bounce/": DEED, "mails/<int:pk>/repetition/": DEED,
    "items/<item:reference>/issues/": ALL,
    **{f"items/<item:reference>/issues/{noun}/": DEED for noun in (
        "creation", "<int:pk>/removal", "<int:pk>/look", "<int:pk>/putting-off")},
    "connections/": ADMIN, "connections/event-types/": ALL, "connections/<int:pk>/": ADMIN,
    **{f"connections/<int:pk>/{noun}/": DEED for noun in ("secret", "test", "pause", "resumption", "removal")},
    "connections/<int:pk>/posts/": ADMIN, "connections/<int:pk>/posts/<int:post_pk>/": ADMIN,
    "connections/<int:pk>/posts/<int:post_pk>/repetition/": DEED,
    "mails/previews/<slug:kind>/<slug:language>/": ADMIN, "mails/tests/": DEED, "mails/cap/": ADMIN,
    "mails/words/<slug:kind>/<slug:language>/": ADMIN, "mails/words/<slug:kind>/<slug:language>/restoration/": DEED,
    "brand/": ADMIN, "brand/logo/": DEED, "brand/logo/removal/": DEED,
    "teams/": ALL, "teams/<int:pk>/": ALL, "teams/<int:pk>/dissolution/": DEED,
    "views/": ALL, "views/<int:pk>/": ALL, "views/<int:pk>/removal/": DEED,
    "tickets/<ticket:reference>/assignment/": DEED, "desk/play/": DEED,
    "desk/columns/": ALL, "targets/": ALL, "assignment-rules/": ALL, "assignment-rules/<int:pk>/removal/": DEED,
    "notices/": ALL, "notices/reading/": DEED, "notices/<int:pk>/reading/": DEED, "notices/<int:pk>/muting/": DEED,
    "notices/choices/": ALL, "notices/browsers/": DEED, "notices/browsers/removal/": DEED, "voice/": ALL, "status/": ADMIN,
    **{f"status/{noun}": DEED for noun in (
        "repetition/", "mails/<int:pk>/repetition/", "deliveries/<int:pk>/repetition/", "pushes/<int:pk>/repetition/")},
}  # fmt: skip
OPEN_TO_NOBODY_IN_PARTICULAR = {
    "",
    "desk/news/",
    "healthz/",
    "readyz/",
    "setup/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "preferences/",
    "here/",
    "brand/logo/<slug:key>/",
    "brand/<slug:accent>.css",
    "follow/<str:secret>/",
    "notices/bell/<str:secret>/",
    "notices/worker.js",
    "my/<ticket:reference>/",
    "my/<ticket:reference>/confirmation/",
    "my/<ticket:reference>/mishearing/",
    "my/<ticket:reference>/messages/",
    "my/<ticket:reference>/files/<slug:key>/",
    "my/<ticket:reference>/files/<slug:key>/preview/",
    "my/<ticket:reference>/news/",
    "my/<ticket:reference>/mail/",
    "stop/<str:key>/",
    "changes/",
    "backlog/pulse/",
    "hooks/<slug:key>/",
}
API_FOR_EVERYONE = {"api/schema/"}
"""What the API looks like is no secret; everything in it is."""


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


def a_colleague_with_a_password(role: str) -> User:
    return User.objects.create_user(f"{role}@firm.example", name=role, role=role, password="a long and quiet river")


EVERY = [route for route in routes(get_resolver().url_patterns) if not route.startswith("^")]
HTML = [route for route in EVERY if not route.startswith("api/")]
API = [route.removeprefix("api/v1/") for route in EVERY if route.startswith("api/v1/")]


def test_every_address_has_its_line() -> None:
    assert set(HTML) == set(PAGES)
    assert set(API) == set(CALLS)
    assert {
        route for route in EVERY if route.startswith("api/") and not route.startswith("api/v1/")
    } == API_FOR_EVERYONE


def a_key(ticket: Ticket) -> int:
    token, _secret = make_token(by=make.someone("agent"), name="Key", scope="read")
    return token.pk


def a_mail(ticket: Ticket) -> int:
    return CapturedMail.objects.create(
        message_id="<1>", to="a@example.com", language="en", subject="S", text="T", at=ticket.received_at
    ).pk


NUMBERS: dict[str, Callable[[Ticket], int | None]] = {
    "settings/colleagues": lambda _ticket: make.someone().pk,
    "settings/keys": a_key,
    "settings/connections": lambda _ticket: make.a_connection().pk,
    "connections": lambda _ticket: make.a_connection().pk,
    "settings/teams": lambda _ticket: make.a_team().pk,
    "views": lambda _ticket: make.a_view().pk,
    "settings/replies": lambda _ticket: make.a_reply().pk,
    "saved-replies": lambda _ticket: make.a_reply().pk,
    "teams": lambda _ticket: make.a_team().pk,
    "customers": lambda ticket: ticket.customer_id,
    "capabilities": lambda _ticket: make.a_capability().pk,
    "mailbox": a_mail,
    "releases": lambda _ticket: make.a_release().pk,
}
"""What the number in an address that begins like this is of."""


class Filled:
    """Addresses with real things in them, each made once and only when an address names one."""

    @cached_property
    def ticket(self) -> Ticket:
        return make.a_ticket(files=[SimpleUploadedFile("a.png", PNG)])

    @cached_property
    def item(self) -> Item:
        return an_item_of("ready")

    @cache  # noqa: B019 - it lives as long as its test
    def number(self, place: str) -> int:
        return NUMBERS[place](self.ticket) or 0 if place else 0

    @cache  # noqa: B019
    def post(self, place: str) -> int:
        return make.a_post(self.number(place)).pk

    def __call__(self, route: str) -> str:
        place = next((place for place in NUMBERS if route.startswith(place)), "")
        for named, thing in (
            ("<int:pk>", lambda: str(self.number(place))),
            ("<int:post_pk>", lambda: str(self.post(place))),
            ("<ticket:reference>", lambda: self.ticket.reference),
            ("<ticket:precedent>", lambda: self.ticket.reference),
            ("<slug:key>", lambda: self.ticket.attachments.get().key),
            ("<item:reference>", lambda: self.item.reference),
        ):
            if named in route:
                route = route.replace(named, thing())
        kept = {
            "<slug:measure>": "received",
            "<slug:name>": "trend",
            "<str:about_type>": "ticket",
            "<str:secret>": "nonsense",
            "<slug:stage>": "ready",
            "<slug:form>": "listening",
            "<slug:kind>": "heard",
            "<slug:language>": "en",
            "<slug:accent>": "1a6b4f",
        }
        for named, word in kept.items():
            route = route.replace(named, word)
        return route


@pytest.fixture
def filled(db: None) -> Filled:
    return Filled()


@contextmanager
def at(place: str) -> Iterator[None]:
    """Whatever goes wrong there says where."""
    try:
        yield
    except BaseException as wrong:
        wrong.add_note(f"at {place}")
        raise


def test_nobody_is_sent_to_sign_in_first(filled: Filled, client: Client) -> None:
    let_in = {}
    for route in HTML:
        place = "/" + filled(route)
        for ask in (client.get, client.post, client.put, client.delete):
            with at(place):
                answer = ask(place)
            if route in OPEN_TO_NOBODY_IN_PARTICULAR:
                assert answer.status_code in {200, 204, 302, 401, 404, 405, 422}, place
            elif (answer.status_code, answer.headers.get("Location", "").split("?")[0]) != (302, "/accounts/login/"):
                let_in[f"{ask.__name__} {place}"] = answer.status_code
    assert let_in == {}


def test_the_api_asks_nobody_to_sign_in_first(filled: Filled) -> None:
    client, let_in = APIClient(), {}
    for route in API:
        place = "/api/v1/" + filled(route)
        for ask in (client.get, client.post, client.patch, client.delete):
            with at(place):
                answer = ask(place)
                said = (answer.status_code, answer["Content-Type"], answer.json()["status"])
            if said != (401, "application/problem+json", 401):
                let_in[f"{ask.__name__} {place}"] = said
    assert let_in == {}


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_a_role_as_the_table_says_with_no_style_or_script_of_its_own(
    role: str, filled: Filled, client: Client
) -> None:
    client.force_login(a_colleague_with_a_password(role))
    said, own = {}, {}
    with ExitStack() as at_last:
        for route in HTML:
            with at(route):
                answer = client.get("/" + filled(route))
            said[route] = answer.status_code
            if answer.streaming:
                at_last.callback(answer.close)
            elif "sandbox" in answer.get("Content-Security-Policy", ""):
                continue  # a mail, which carries its style, in a frame that can do nothing
            elif answer.get("Content-Type", "").startswith("text/html"):
                own[route] = [found[0] for found in OWN_STYLE_OR_SCRIPT.finditer(answer.content.decode())]
    assert said == {route: PAGES[route][role] for route in HTML}
    assert {route: found for route, found in own.items() if found} == {}


OWN_STYLE_OR_SCRIPT = re.compile(
    r"<[^>]+\son\w+\s*=|<[^>]+\sstyle\s*=|<style|<script(?![^>]*\b(src|nonce|type=\"application/json\")\b)"
)


@pytest.mark.parametrize(
    "own", ['<a onclick="x()">', '<b class="c" style="x">', "<style>", "<script>", "<script defer>"]
)
def test_a_style_or_script_of_its_own_is_noticed(own: str) -> None:
    assert OWN_STYLE_OR_SCRIPT.search(f"<p>{own}</p>")


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_call_answers_a_role_as_the_table_says(role: str, filled: Filled) -> None:
    client, said = APIClient(), {}
    client.force_authenticate(make.someone(role))
    with ExitStack() as at_last:
        for route in API:
            with at(route):
                answer = client.get("/api/v1/" + filled(route))
            said[route] = answer.status_code
            if answer.streaming:
                at_last.callback(answer.close)
    assert said == {route: CALLS[route][role] for route in API}


@pytest.mark.parametrize("route", ["mailbox/", "mailbox/<int:pk>/"])
def test_the_mailbox_is_open_in_a_demonstration(route: str, filled: Filled, client: Client, settings) -> None:
    settings.DEMO = True
    client.force_login(make.someone("agent"))
    assert client.get("/" + filled(route)).status_code == 200


@pytest.mark.parametrize("place", ["/api/v1/nothing/", "/api/nothing", "/api/v2/tickets/"])
def test_what_the_api_does_not_have_is_a_problem_of_its_kind(place: str, ana) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    for ask in (client.get, client.post, APIClient().get, APIClient(enforce_csrf_checks=True).post):
        answer = ask(place)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_what_we_do_not_have_is_a_page(client: Client, ana) -> None:
    client.force_login(ana)
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert "<html" in answer.content.decode()


def test_every_page_may_not_be_framed_nor_run_what_is_not_ours(client: Client, ana) -> None:
    client.force_login(ana)
    answer = client.get("/desk/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_every_role_of_the_table_is_a_role() -> None:
    assert set(ROLES) == set(Role.values)
