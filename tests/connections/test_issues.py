"""Items and the issues where code is made: linked, made there, seen here, and never a reason for us to wait."""

import hmac
import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from backlog.models import Item
from common.refusals import Conflict, Forbidden, Invalid
from connections.actions import connecting, hosting, linking
from connections.actions.hearing import look_at_what_is_old
from connections.hosts import HOSTS, At
from connections.models import Connection, IssueLink, Post
from connections.tasks import post as post_all
from notifications.models import Notice
from tests import make
from tests.backlog.test_move import an_item_of
from tests.connections.servers import Came, Server, a_server
from tests.connections.test_webhooks import api as api_settings
from tests.connections.test_webhooks import html as html_settings
from tests.doors import DOORS, api, html
from tests.following import kinds, let_react

pytestmark = [pytest.mark.django_db, pytest.mark.sockets]
SECRET = "a secret that we both know"
TEAM = "0a1b2c3d-0000-1111-2222-333344445555"
PROJECTS = {"github": "acme/shop", "gitlab": "acme/web/shop", "jira": "SHOP", "linear": TEAM}
PAGES = {
    "github": "/acme/shop/issues/12", "gitlab": "/acme/web/shop/-/issues/12",
    "jira": "/browse/SHOP-12", "linear": "/acme/issue/ENG-12/tell-people",
}  # fmt: skip
CALLED = {"github": "acme/shop#12", "gitlab": "acme/web/shop#12", "jira": "SHOP-12", "linear": "ENG-12"}
KINDS = sorted(PAGES)


class FakeHost:
    """Speaks as each host does, and remembers its issues."""

    def __init__(self, kind: str) -> None:
        self.kind, self.is_done, self.at, self.made = kind, False, "2026-11-20T10:00:00Z", []
        self.fails: list[int] = []
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.site, self.text = "", ""

    def __call__(self, came: Came) -> tuple[int, dict[str, str], bytes]:
        if self.answers:
            return self.answers.pop(0)
        status = self.fails.pop(0) if self.fails else 0
        asked = json.loads(came.body) if came.body else {}
        makes = came.method == "POST" and (self.kind != "linear" or "issueCreate" in asked["query"])
        if makes and (status != 503):
            self.made.append(asked)
        if status:
            return status, {}, b"no"
        said = self.one() if not makes else self.one() if self.kind != "jira" else {"id": "1", "key": "SHOP-12"}
        if "search" in came.path or "state=all" in came.path or "issues(filter" in came.body.decode():
            said = self.found()
        elif self.kind == "linear":
            said = {"data": {"issueCreate": {"success": True, "issue": said}} if makes else {"issue": said}}
        long = json.dumps(said | {"more": self.text} if isinstance(said, dict) else said)
        return 200, {"Content-Type": "application/json"}, long.encode()

    def found(self) -> Any:
        if self.kind == "linear":
            return {"data": {"issues": {"nodes": [self.one()] if self.made else []}}}
        if self.kind == "jira":
            return {"issues": [self.one()] if self.made else []}
        text = "body" if self.kind == "github" else "description"
        return [self.one() | {text: str(one[text])} for one in self.made]

    def one(self) -> dict[str, Any]:
        if self.kind == "github":
            state = {"state": "closed", "state_reason": "completed"} if self.is_done else {"state": "open"}
            return {
                "number": 12,
                "html_url": f"https://github.com{PAGES['github']}",
                "title": "T",
                "updated_at": self.at,
            } | state
        if self.kind == "gitlab":
            state = "closed" if self.is_done else "opened"
            return {
                "iid": 12,
                "web_url": f"{self.site}{PAGES['gitlab']}",
                "title": "T",
                "state": state,
                "updated_at": self.at,
            }
        if self.kind == "jira":
            status = (
                {"name": "Done", "statusCategory": {"key": "done"}}
                if self.is_done
                else {"name": "To Do", "statusCategory": {"key": "new"}}
            )
            return {
                "key": "SHOP-12",
                "fields": {"summary": "T", "status": status, "updated": self.at.replace("Z", ".000+0000")},
            }
        state = {"name": "Done", "type": "completed"} if self.is_done else {"name": "Todo", "type": "unstarted"}
        return {
            "identifier": "ENG-12",
            "title": "T",
            "url": "https://linear.app/acme/issue/ENG-12/t",
            "updatedAt": self.at,
            "state": state,
        }

    def told(self) -> dict[str, Any]:
        """What it tells us when the issue changed."""
        if self.kind == "gitlab":
            about = {"iid": 12, "title": "T", "state": "closed" if self.is_done else "opened", "url": "u",
                     "updated_at": self.at.replace("T", " ").replace("Z", " UTC")}  # fmt: skip
            return {
                "object_kind": "issue",
                "project": {"path_with_namespace": "acme/web/shop"},
                "object_attributes": about,
            }
        if self.kind == "linear":
            return {"type": "Issue", "data": self.one(), "webhookTimestamp": timezone.now().timestamp() * 1000}
        return {"issue": self.one()}


@pytest.fixture(params=KINDS)
def fake(request: pytest.FixtureRequest) -> FakeHost:
    return FakeHost(request.param)


@pytest.fixture
def server(fake: FakeHost, settings) -> Iterator[Server]:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    with a_server(fake) as there:
        fake.site = there.url
        yield there


@pytest.fixture
def host(fake: FakeHost, server: Server, ada: User) -> Connection:
    return connected(fake.kind, server.url, ada)


def connected(kind: str, url: str, by: User) -> Connection:
    login = "pia@firm.example" if kind == "jira" else ""
    made, _secret = hosting.connect_host(
        by=by,
        kind=kind,
        name="Shop code",
        address=url,
        token="t0ken-" * 4,
        project=PROJECTS[kind],
        login=login,
        secret=SECRET,
    )
    if kind in {"github", "linear"}:  # their pages are elsewhere than their API
        Connection.objects.filter(pk=made.pk).update(site={"github": "github.com", "linear": "linear.app"}[kind])
        made.refresh_from_db()
    return made


def page_of(fake: FakeHost) -> str:
    sites = {"github": "https://github.com", "linear": "https://linear.app"}
    return f"{sites.get(fake.kind, fake.site)}{PAGES[fake.kind]}"


def tell(connection: Connection, body: bytes, signature: str | None = None) -> Any:
    """Send us a signed webhook, as the host does."""
    signed = hmac.digest(SECRET.encode(), body, "sha256").hex()
    names = {
        "github": ("X-Hub-Signature-256", f"sha256={signed}"), "gitlab": ("X-Gitlab-Token", SECRET),
        "jira": ("X-Hub-Signature", f"sha256={signed}"), "linear": ("Linear-Signature", signed),
    }  # fmt: skip
    name, right = names[connection.kind]
    headers = {name: right if signature is None else signature}
    return Client().post(f"/hooks/{connection.hook_key}/", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("ago", "other", "status"), [(0, b"", 204), (280, b"", 204), (400, b"", 401), (-400, b"", 401), (0, b" ", 401)]
)
def test_gitlab_signs_with_a_signing_token_what_is_a_moment_old(
    pia: User, ada: User, settings, ago: int, other: bytes, status: int
) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    fake, key = FakeHost("gitlab"), b64encode(b"k" * 32).decode()
    host = connected("gitlab", "http://127.0.0.1:1", ada)
    hosting.change_host(host, by=ada, version=1, secret=f"whsec_{key}")
    linking.link(make.an_item(), by=pia, url=f"http://127.0.0.1:1{PAGES['gitlab']}")
    body, sent = json.dumps(fake.told()).encode(), str(int(timezone.now().timestamp()) - ago)
    mac = hmac.digest(b"k" * 32, f"msg_1.{sent}.".encode() + body, "sha256")
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": sent,
        "webhook-signature": f"v1,bm9uZQ== v1,{b64encode(mac).decode()}",
    }

    def knock() -> int:
        path = f"/hooks/{host.hook_key}/"
        return Client().post(path, body + other, content_type="application/json", headers=headers).status_code

    assert knock() == status
    assert knock() == (409 if status == 204 else status), "a replay is refused"


def test_an_issue_is_linked_by_its_address_and_its_state_is_looked_up(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    item = make.an_item()
    assert html(pia, item, "issues", {"url": page_of(fake)}) == 201
    link = IssueLink.objects.get()
    assert (link.reference, link.host, link.connection) == (CALLED[fake.kind], fake.kind, host)
    post_all(host.pk)
    link.refresh_from_db()
    assert (link.title, link.is_done, link.state != "", link.trouble) == ("T", False, True, "")
    client = Client()
    client.force_login(pia)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert CALLED[fake.kind] in page
    assert link.state in page
    assert kinds(item)[-1] == "IssueLinked"


def test_an_issue_is_made_there_once(fake: FakeHost, host: Connection, pia: User) -> None:
    item = make.an_item(title="Tell people")
    assert api(pia, item, "issues/creation", {"connection": host.pk}) == 201
    with pytest.raises(Conflict):
        linking.create_there(item, by=pia, connection=host)
    post_all(host.pk)
    post_all(host.pk)
    link = IssueLink.objects.get()
    assert (link.reference, link.title) == (CALLED[fake.kind], "T")
    assert link.url.endswith(PAGES[fake.kind]) or fake.kind == "linear"
    assert len(fake.made) == 1
    assert f"Tell people ({item.reference})" in str(fake.made)
    assert f"http://localhost:8000/backlog/{item.reference}/" in str(fake.made)
    assert "IssueMade" in kinds(item)


def test_a_host_that_fails_is_asked_again_and_nothing_is_made_twice(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    fake.fails = [503, 500]
    item = make.an_item()
    linking.create_there(item, by=pia, connection=host)
    for _ in range(3):
        post_all(host.pk)
        Connection.objects.update(resting_until=None)
        Post.objects.update(due_at=timezone.now())
    link = IssueLink.objects.get()
    assert (link.reference, link.trouble) == (CALLED[fake.kind], "")
    assert len(fake.made) == 1


def test_an_attempt_that_was_made_but_not_answered_is_found_again(fake: FakeHost, host: Connection, pia: User) -> None:
    item = make.an_item()
    fake.fails = [500]  # it made the issue, and died while answering
    linking.create_there(item, by=pia, connection=host)
    post_all(host.pk)
    link = IssueLink.objects.get()
    assert (link.reference, link.trouble, len(fake.made)) == ("", "failing", 1)
    Connection.objects.update(resting_until=None)
    Post.objects.update(due_at=timezone.now())
    post_all(host.pk)
    link.refresh_from_db()
    assert (link.reference, len(fake.made)) == (CALLED[fake.kind], 1)


def test_what_is_not_there_or_not_ours_to_see_is_said_and_asked_no_more(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    link = linking.link(make.an_item(), by=pia, url=page_of(fake))
    fake.fails = [404]
    post_all(host.pk)
    link.refresh_from_db()
    host.refresh_from_db()
    assert (link.trouble, host.state, Post.objects.undone().count()) == ("missing", "well", 0)
    IssueLink.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert look_at_what_is_old() == 0
    linking.look_again(link, by=pia)
    fake.fails = [401]
    post_all(host.pk)
    link.refresh_from_db()
    assert link.trouble == "refused"


def test_a_signed_webhook_shows_at_once_how_it_stands_and_proposes_to_ship(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    item = make.an_item()
    link = linking.link(item, by=pia, url=page_of(fake))
    fake.is_done, fake.at = True, "2026-11-21T10:00:00Z"
    assert tell(host, json.dumps(fake.told()).encode()).status_code == 204
    link.refresh_from_db()
    item.refresh_from_db()
    assert (link.is_done, link.asks_to_ship, item.stage) == (True, True, "proposed")
    assert kinds(item)[-1] == "IssueDone"
    client = Client()
    client.force_login(pia)
    assert "is done there" in client.get(f"/backlog/{item.reference}/").content.decode()


def test_whoever_owns_the_item_hears_that_its_issue_is_done_while_that_asks_something(
    pia: User, ada: User, settings
) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    fake = FakeHost("github")
    host = connected("github", "http://127.0.0.1:1", ada)
    item = make.an_item(owner=pia)
    linking.link(item, by=pia, url=page_of(fake))
    linking.link(an_item_of("shipped", owner=pia), by=pia, url=page_of(fake))
    fake.is_done, fake.at = True, "2026-11-21T10:00:00Z"
    tell(host, json.dumps(fake.told()).encode())
    let_react()
    news = Notice.objects.filter(colleague=pia, kind="done_there")
    assert [notice.about_id for notice in news] == [item.pk]


def test_a_wrong_signature_changes_nothing(fake: FakeHost, host: Connection, pia: User) -> None:
    link = linking.link(make.an_item(), by=pia, url=page_of(fake))
    fake.is_done = True
    body = json.dumps(fake.told()).encode()
    for wrong in ("", "sha256=" + "0" * 64, "0" * 64, SECRET[:-1], "sha256=\u00e9"):
        assert tell(host, body, wrong).status_code == 401
    link.refresh_from_db()
    assert not link.is_done
    assert Client().post("/hooks/nobody-knows-this-key/", body, content_type="application/json").status_code == 404


def test_what_was_heard_before_is_refused_and_older_news_is_passed_over(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    link = linking.link(make.an_item(), by=pia, url=page_of(fake))
    fake.is_done, fake.at = True, "2026-11-21T10:00:00Z"
    body = json.dumps(fake.told()).encode()
    assert [tell(host, body).status_code, tell(host, body).status_code] == [204, 409]
    fake.is_done, fake.at = False, "2026-11-19T10:00:00Z"
    assert tell(host, json.dumps(fake.told()).encode()).status_code == 204
    link.refresh_from_db()
    assert link.is_done
    fake.at = "2026-11-22T10:00:00Z"
    assert tell(host, json.dumps(fake.told()).encode()).status_code == 204
    link.refresh_from_db()
    assert (link.is_done, link.asks_to_ship) == (False, False)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{}", b"\xff", b'{"issue": 5}', b'{"issue": {}}', b"[" * 9999, b'{"object_kind": "issue"}'],
)
def test_what_makes_no_sense_is_no_crash(fake: FakeHost, host: Connection, body: bytes) -> None:
    assert tell(host, body).status_code in {204, 401, 422}


def test_linear_is_believed_for_a_minute(ada: User, settings) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    host = connected("linear", "http://127.0.0.1:1", ada)
    old = {"type": "Issue", "data": {}, "webhookTimestamp": (timezone.now().timestamp() - 61) * 1000}
    assert tell(host, json.dumps(old).encode()).status_code == 401


def test_where_nobody_tells_us_we_look_by_the_clock(fake: FakeHost, host: Connection, pia: User) -> None:
    link = linking.link(make.an_item(), by=pia, url=page_of(fake))
    post_all(host.pk)
    assert look_at_what_is_old() == 0
    IssueLink.objects.update(asked_at=timezone.now() - timedelta(minutes=16))
    fake.is_done = True
    assert (look_at_what_is_old(), look_at_what_is_old()) == (1, 0)
    post_all(host.pk)
    link.refresh_from_db()
    assert link.asks_to_ship


@pytest.mark.parametrize("door", DOORS)
def test_not_shipped_yet_ends_the_question_until_it_is_done_anew(
    door, pia: User, ana: User, settings, ada: User
) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    fake, item = FakeHost("github"), make.an_item()
    host = connected("github", "http://127.0.0.1:1", ada)
    link = linking.link(item, by=pia, url=page_of(fake))
    assert door(pia, item, f"issues/{link.pk}/putting-off", {}) == 409
    fake.is_done, fake.at = True, "2026-11-21T10:00:00Z"
    tell(host, json.dumps(fake.told()).encode())
    assert door(ana, item, f"issues/{link.pk}/putting-off", {}) == 403
    assert door(pia, item, f"issues/{link.pk}/putting-off", {}) == 201
    link.refresh_from_db()
    assert not link.asks_to_ship
    for is_done, at in ((False, "2026-11-22T10:00:00Z"), (True, "2026-11-23T10:00:00Z")):
        fake.is_done, fake.at = is_done, at
        tell(host, json.dumps(fake.told()).encode())
    link.refresh_from_db()
    assert link.asks_to_ship


@pytest.mark.parametrize("door", DOORS)
def test_both_doors_link_and_let_go_and_refuse_alike(door, pia: User, ana: User) -> None:
    item, url = make.an_item(), "https://github.com/acme/shop/issues/7"
    assert door(ana, item, "issues", {"url": url}) == 403
    assert door(pia, item, "issues", {"url": url}) == 201
    assert door(pia, item, "issues", {"url": f"{url}/"}) == 409
    for odd in ("", "nonsense", "https://github.com/acme/shop", "https://evil.example/acme/shop/issues/7",
                "javascript://github.com/acme/shop/issues/7", "https://github.com/../../issues/7", "https://[", "x" * 3000):  # fmt: skip
        assert door(pia, item, "issues", {"url": odd}) == 422
    link = IssueLink.objects.get()
    assert (link.reference, link.connection, Post.objects.count()) == ("acme/shop#7", None, 0)
    assert door(pia, item, f"issues/{link.pk}/look", {}) == 409
    other = make.an_item()
    assert door(pia, other, f"issues/{link.pk}/removal", {}) == 404
    assert door(ana, item, f"issues/{link.pk}/removal", {}) == 403
    assert door(pia, item, f"issues/{link.pk}/removal", {}) == 201
    assert not IssueLink.objects.exists()
    assert kinds(item)[-2:] == ["IssueLinked", "IssueUnlinked"]


def test_what_was_typed_stays_where_it_was_refused(pia: User, client: Client) -> None:
    client.force_login(pia)
    page = client.post(f"/backlog/{make.an_item().reference}/issues/", {"url": "https://example.com/what"})
    assert page.status_code == 422
    assert 'value="https://example.com/what"' in page.content.decode()


def test_tokens_and_secrets_are_sealed_and_shown_nowhere(host: Connection, ada: User) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT token, secret FROM connections_connection")
        row = cursor.fetchone()
    assert "t0ken" not in row[0]
    assert SECRET not in row[1]
    client, asked = Client(), APIClient()
    client.force_login(ada)
    asked.force_authenticate(ada)
    for page in (client.get(f"/settings/connections/{host.pk}/"), asked.get(f"/api/v1/connections/{host.pk}/")):
        assert "t0ken" not in page.content.decode()
        assert SECRET not in page.content.decode()


def test_both_doors_connect_with_a_host_and_an_empty_token_stays_the_one_it_has(settings, ada: User, ana: User) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    body = {
        "kind": "gitlab",
        "name": "Code",
        "address": "https://93.184.215.14/",
        "token": "glpat-1",
        "project": "acme/shop",
    }
    assert html_settings(ana, "new-host/", body).status_code == 403
    page = html_settings(ada, "new-host/", body)
    made = Connection.objects.get()
    assert made.secret in page.content.decode()
    assert f"/hooks/{made.hook_key}/" in page.content.decode()
    assert api_settings(ada, "", body).json()["secret"] == Connection.objects.latest("pk").secret
    changed = body | {"name": "Store", "token": "", "secret": "", "version": 1}
    assert html_settings(ada, f"{made.pk}/", changed).status_code == 302
    again = {name: said for name, said in changed.items() if name != "kind"}
    assert api_settings(ada, f"{made.pk}/", again | {"version": 2, "project": "acme/store"}).status_code == 201
    made.refresh_from_db()
    assert (made.name, made.token, made.project, made.site) == ("Store", "glpat-1", "acme/store", "93.184.215.14")
    connecting.remove(made, by=ada)
    assert (made.token, made.secret, made.hook_key) == ("", "", None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"token": ""}, "token"), ({"token": "a\nX-Evil: 1"}, "token"), ({"project": "../.."}, "project"),
        ({"address": "https://10.0.0.1"}, "address"), ({"address": "https://93.184.215.14/?a=b"}, "address"),
        ({"secret": "short"}, "secret"), ({"name": ""}, "name"), ({"project": ""}, "project"),
    ],
)  # fmt: skip
def test_nonsense_about_a_host_is_refused_beside_its_field(ada: User, said: dict[str, Any], field: str) -> None:
    body = {"kind": "github", "name": "Code", "address": "", "token": "ghp_1", "project": "acme/shop"}
    with pytest.raises(Invalid) as refusal:
        hosting.connect_host(by=ada, **(body | said))
    assert list(refusal.value.fields) == [field]
    assert not Connection.objects.exists()


def test_connecting_later_takes_up_what_was_linked_before(pia: User, ada: User) -> None:
    item = make.an_item()
    linking.link(item, by=pia, url="https://github.com/acme/shop/issues/7")
    made, secret = hosting.connect_host(by=ada, kind="github", name="Code", token="ghp_1", project="acme/shop")
    assert (made.address, made.site, len(secret) > 30) == ("https://api.github.com", "github.com", True)
    assert IssueLink.objects.get().connection == made


def test_nothing_is_made_through_what_is_no_host_or_is_paused(pia: User, ada: User, host: Connection) -> None:
    item: Item = make.an_item()
    with pytest.raises(Invalid):
        linking.create_there(item, by=pia, connection=make.a_connection())
    with pytest.raises(Forbidden):
        linking.create_there(item, by=ada, connection=host)
    assert api(pia, item, "issues/creation", {"connection": make.a_connection().pk}) == 422
    Connection.objects.update(paused_at=timezone.now(), paused_why="person")
    host.refresh_from_db()
    with pytest.raises(Conflict):
        linking.create_there(item, by=pia, connection=host)


def test_a_test_asks_whether_the_token_is_taken(fake: FakeHost, server: Server, host: Connection, ada: User) -> None:
    assert html_settings(ada, f"{host.pk}/test/", {}).status_code == 302
    post_all(host.pk)
    assert Post.objects.get().state == "sent"
    sent = server.came[0].headers
    assert "t0ken" in str(sent) or sent["authorization"].startswith("Basic ")


def test_closed_as_not_planned_is_not_done() -> None:
    at = At("https://api.github.com", "t")
    said = {
        "html_url": "https://github.com/a/b/issues/1",
        "title": "T",
        "state": "closed",
        "state_reason": "not_planned",
    }
    assert not HOSTS["github"].looked(at, said).is_done


def again(host: Connection) -> None:
    """The pause is over, and the worker rings."""
    Connection.objects.update(resting_until=None)
    Post.objects.undone().update(due_at=timezone.now())
    post_all(host.pk)


@pytest.mark.parametrize("door", DOORS)
def test_what_could_not_be_made_says_why_and_a_person_may_try_at_once(
    door, fake: FakeHost, host: Connection, pia: User, ana: User
) -> None:
    item = make.an_item()
    fake.fails = [503, 503]
    linking.create_there(item, by=pia, connection=host)
    assert "Queued: it goes out in a moment." in page(pia, item)
    post_all(host.pk)
    again(host)
    link, drawn = IssueLink.objects.get(), page(pia, item)
    assert (link.trouble, link.reference) == ("failing", "")
    for said in (
        "It does not answer as it should.",
        "It answered 503.",
        "Tried 2 times.",
        "Next try:",
        "Try again now",
    ):
        assert said in drawn
    assert Connection.objects.get().resting_until
    assert door(ana, item, f"issues/{link.pk}/look", {}) == 403
    assert door(pia, item, f"issues/{link.pk}/look", {}) == 201
    post_all(host.pk)
    link.refresh_from_db()
    assert (link.reference, link.trouble, Post.objects.undone().exclude(type="issue.look").count()) == (
        CALLED[fake.kind],
        "",
        0,
    )
    assert len(fake.made) == 1


def test_what_was_given_up_is_tried_once_more_and_made_only_once(fake: FakeHost, host: Connection, pia: User) -> None:
    fake.fails = [500]  # it made the issue, and died while answering
    link = linking.create_there(make.an_item(), by=pia, connection=host)
    post_all(host.pk)
    Post.objects.update(dead_at=timezone.now())
    linking.look_again(link, by=pia)
    post_all(host.pk)
    link.refresh_from_db()
    assert (link.reference, len(fake.made)) == (CALLED[fake.kind], 1)


def test_a_paused_or_removed_connection_is_named_as_the_reason(host: Connection, pia: User, ada: User) -> None:
    item = make.an_item()
    link = linking.create_there(item, by=pia, connection=host)
    Connection.objects.update(paused_at=timezone.now(), paused_why="failing")
    drawn = page(pia, item)
    assert "Shop code is paused, so nothing goes there." in drawn
    assert "Try again now" not in drawn
    with pytest.raises(Conflict, match="paused"):
        linking.look_again(IssueLink.objects.get(), by=pia)
    connecting.remove(host, by=ada)
    with pytest.raises(Conflict, match="not connected"):
        linking.look_again(IssueLink.objects.get(), by=pia)
    assert "We are no longer connected there." in page(pia, item)
    assert link.reference == ""


def test_a_new_token_is_tried_at_once(fake: FakeHost, host: Connection, pia: User, ada: User) -> None:
    fake.fails = [401, 401]
    linking.create_there(make.an_item(), by=pia, connection=host)
    post_all(host.pk)
    again(host)
    assert IssueLink.objects.get().trouble == "refused"
    host.refresh_from_db()
    hosting.change_host(host, by=ada, name="Store")
    post_all(host.pk)
    assert IssueLink.objects.get().reference == "", "a name changes nothing about that"
    hosting.change_host(host, by=ada, token="another")
    post_all(host.pk)
    assert IssueLink.objects.get().reference == CALLED[fake.kind]


def test_an_issue_found_there_that_was_linked_meanwhile_stands_here_once(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    item = make.an_item()
    fake.fails = [500]
    linking.create_there(item, by=pia, connection=host)
    post_all(host.pk)
    by_hand = linking.link(item, by=pia, url=page_of(fake))
    again(host)
    assert [(link.pk, link.title) for link in IssueLink.objects.all()] == [(by_hand.pk, "T")]


def test_an_answer_as_long_as_a_book_is_read(fake: FakeHost, host: Connection, pia: User) -> None:
    fake.text = "x" * 300_000
    link = linking.link(make.an_item(), by=pia, url=page_of(fake))
    post_all(host.pk)
    link.refresh_from_db()
    assert (link.title, link.trouble) == ("T", "")


def test_an_item_as_long_as_a_book_makes_an_issue_that_every_host_takes(
    fake: FakeHost, host: Connection, pia: User
) -> None:
    item = make.an_item(problem="p" * 90_000)
    linking.create_there(item, by=pia, connection=host)
    post_all(host.pk)
    assert f"/backlog/{item.reference}/" in str(fake.made)
    assert len(str(fake.made)) < 32_000


LATER = timezone.now() + timedelta(hours=2)
USED_UP = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(LATER.timestamp()))}
OF_LINEAR = {
    "X-RateLimit-Requests-Remaining": "0",
    "X-RateLimit-Requests-Reset": str(int(LATER.timestamp() * 1000)),
}


def errors(code: str, message: str = "No") -> bytes:
    return json.dumps({"data": None, "errors": [{"message": message, "extensions": {"code": code}}]}).encode()


@pytest.mark.parametrize(
    ("kind", "answer", "trouble", "waits"),
    [
        ("github", (429, {"Retry-After": "7200"}, b"{}"), "busy", True),
        ("github", (403, USED_UP, b"{}"), "busy", True),
        ("github", (403, {"Retry-After": "7200"}, b"{}"), "busy", True),
        ("github", (403, {"x-ratelimit-remaining": "9"}, b"{}"), "refused", False),
        ("github", (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, b"{}"), "busy", False),
        ("linear", (400, OF_LINEAR, errors("RATELIMITED")), "busy", True),
        ("linear", (400, {}, errors("AUTHENTICATION_ERROR")), "refused", False),
        ("linear", (200, {}, errors("INPUT_ERROR", "Entity not found: Issue")), "missing", False),
        ("linear", (200, {}, errors("INTERNAL_SERVER_ERROR")), "failing", False),
        ("gitlab", (200, {}, b"<html>Sign in"), "failing", False),
        ("jira", (302, {"Location": "/login"}, b""), "failing", False),
    ],
)
def test_each_host_is_understood_when_it_says_no(
    kind: str, answer: tuple[int, dict[str, str], bytes], trouble: str, *, waits: bool, pia: User, ada: User, settings
) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    fake = FakeHost(kind)
    with a_server(fake) as there:
        fake.site, fake.answers = there.url, [answer]
        host = connected(kind, there.url, ada)
        link = linking.link(make.an_item(), by=pia, url=page_of(fake))
        post_all(host.pk)
        link.refresh_from_db()
        assert link.trouble == trouble
        rests = Connection.objects.get().resting_until
        assert bool(rests and rests > timezone.now() + timedelta(hours=1)) is waits
        linking.look_again(link, by=pia)
        post_all(host.pk)
        link.refresh_from_db()
        assert (link.title, link.trouble) == ("T", "")


@pytest.mark.parametrize(("login", "asked"), [("pia@firm.example", "search/jql?jql="), ("", "search?jql=")])
def test_jira_is_searched_where_its_kind_can_be(login: str, asked: str) -> None:
    draft = linking.draft_of(Item(pk=7, title="T", problem="P"))
    question = HOSTS["jira"].find(At("https://jira.firm.example", "t", login, "SHOP"), draft)
    assert question.url.startswith(f"https://jira.firm.example/rest/api/2/{asked}")


def page(person: User, item: Item) -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/backlog/{item.reference}/").content.decode()
