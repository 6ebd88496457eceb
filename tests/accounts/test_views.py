"""Saved views: a list as one filtered it, under a name, for oneself, a team or everyone."""

import pytest
from django.test import Client

from accounts.actions.saved import change_view, keep_view, remove_view
from accounts.actions.teams import dissolve_team
from accounts.models import SavedView, User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds


def names(user: User) -> list[str]:
    return [view.name for view in SavedView.objects.of("desk", user)]


def test_a_view_is_found_by_whom_it_is_for(ana: User, pia: User, max_: User, ada: User) -> None:
    team = make.a_team(ana, pia)
    make.a_view(by=ana, name="Mine", audience="private")
    make.a_view(by=ana, name="Ours", audience="team", team=team)
    make.a_view(by=ana, name="Everyone’s")
    make.a_view(by=ana, name="Elsewhere", place="backlog")
    assert (names(ana), names(pia), names(max_)) == (
        ["Everyone’s", "Mine", "Ours"],
        ["Everyone’s", "Ours"],
        ["Everyone’s"],
    )
    dissolve_team(team, by=ada)
    assert (names(ana), names(pia)) == (["Everyone’s", "Mine", "Ours"], ["Everyone’s"])


def test_the_filters_are_kept_and_not_the_place_in_the_list(ana: User) -> None:
    view = keep_view(by=ana, place="desk", name="Nobody’s", query="?stage=to_listen&owner=nobody&q=&cursor=abc&view=3")
    assert (view.query, view.audience) == ("stage=to_listen&owner=nobody", "private")
    assert view.address == f"/desk/?stage=to_listen&owner=nobody&view={view.pk}"


def test_changing_and_removing_are_in_the_journal_and_the_owners(ana: User, pia: User, ada: User) -> None:
    view = make.a_view(by=ana, name="Ours")
    for deed in (lambda: change_view(view, by=pia, name="X", audience="private"), lambda: remove_view(view, by=pia)):
        with pytest.raises(Forbidden):
            deed()
    change_view(view, by=ana, name="Still ours", audience="everyone", version=1)
    with pytest.raises(Conflict):
        change_view(view, by=ana, name="Stale", audience="private", version=1)
    assert (view.query, kinds(view)) == ("owner=nobody", ["ViewKept", "ViewChanged"])
    remove_view(view, by=ada)
    assert not SavedView.objects.exists()


def test_what_cannot_be_a_view(ana: User, vic: User) -> None:
    make.a_view(by=ana, name="Mine")
    others = make.a_team()
    for by, said, field in [
        (ana, {"name": "MINE"}, "name"),
        (ana, {"name": " "}, "name"),
        (ana, {"name": "Long", "query": "q=" + "x" * 2001}, "query"),
        (ana, {"name": "For a team", "audience": "team"}, "team"),
        (ana, {"name": "For others", "audience": "team", "team": others}, "team"),
        (vic, {"name": "For all", "audience": "everyone"}, "audience"),
    ]:
        with pytest.raises(Invalid) as refusal:
            keep_view(by=by, place="desk", **said)
        assert set(refusal.value.fields) == {field}
    keep_view(by=vic, place="desk", name="For me")


def test_the_pages_keep_change_and_remove(client: Client, ana: User, pia: User) -> None:
    client.force_login(ana)
    said = {"place": "desk", "query": "owner=me", "name": "Mine", "audience": "everyone"}
    view_address = client.post("/views/", said).url
    view = SavedView.objects.get()
    assert view_address == view.address
    refused = client.post("/views/", said | {"query": "owner=nobody"})
    assert (refused.status_code, 'value="owner=nobody"' in refused.content.decode()) == (422, True)
    one = f"/views/{view.pk}/"
    changed = {"place": "desk", "name": "Ours", "audience": "everyone", "query": "owner=nobody", "version": 1}
    assert client.post(one, changed).status_code == 302
    assert client.post(one, changed | {"name": "Typed"}).status_code == 409
    assert "Ours" in client.get("/views/").content.decode()
    client.force_login(pia)
    assert 'id="view-form"' not in client.get(one).content.decode()
    assert (client.post(one, changed).status_code, client.post(f"{one}removal/").status_code) == (403, 403)
    client.force_login(ana)
    assert client.post(f"{one}removal/").url == "/views/"
    assert client.get(one).status_code == 404


def test_the_api_keeps_changes_and_removes(ana: User, pia: User) -> None:
    api, other = APIClient(), APIClient()
    api.force_authenticate(ana)
    other.force_authenticate(pia)
    made = api.post("/api/v1/views/", {"place": "desk", "name": "Mine", "query": "owner=me"}, format="json")
    assert (made.status_code, made.json()["audience"]) == (201, "private")
    one = f"/api/v1/views/{made.json()['id']}/"
    assert other.get(one).status_code == 404
    changed = api.put(one, {"name": "Ours", "audience": "everyone", "version": 1}, format="json")
    assert (changed.status_code, changed.json()["query"]) == (200, "owner=me")
    assert [view["name"] for view in other.get("/api/v1/views/?place=desk").json()["results"]] == ["Ours"]
    assert other.get("/api/v1/views/?place=backlog").json()["results"] == []
    assert other.put(one, {"name": "X", "audience": "private"}, format="json").status_code == 403
    assert api.put(one, {"name": "Late", "audience": "private", "version": 1}, format="json").status_code == 409
    assert api.post(f"{one}removal/").status_code == 201
    assert not SavedView.objects.exists()
