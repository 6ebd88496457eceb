"""Teams: administrators bring colleagues together under a name."""

import pytest
from django.test import Client

from accounts.actions.teams import change_team, dissolve_team, form_team
from accounts.models import Team, User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds


def test_a_team_is_a_name_for_several(ada: User, ana: User, pia: User) -> None:
    team = form_team(by=ada, name=" Delivery ", members=[ana])
    change_team(team, by=ada, name="Parcels", members=[ana, pia], version=1)
    assert (team.name, set(team.members.all())) == ("Parcels", {ana, pia})
    assert list(Team.objects.of(pia)) == [team]
    assert kinds(team) == ["TeamFormed", "TeamChanged"]


def test_a_dissolved_team_is_found_nowhere_and_its_name_is_free(ada: User, ana: User) -> None:
    team = dissolve_team(make.a_team(ana, name="Delivery"), by=ada)
    assert not Team.objects.of(ana).exists()
    form_team(by=ada, name="delivery")
    for deed in (lambda: dissolve_team(team, by=ada), lambda: change_team(team, by=ada, name="X", members=[])):
        with pytest.raises(Conflict):
            deed()


def test_what_cannot_be_a_team(ada: User, ana: User) -> None:
    make.a_team(name="Delivery")
    gone = make.a_colleague("Gus", "agent")
    with_gus = make.a_team(gone, name="With Gus")
    gone.is_active = False
    gone.save()
    for said, field in [
        ({"name": "DELIVERY"}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "New", "members": [gone]}, "members"),
    ]:
        with pytest.raises(Invalid) as refusal:
            form_team(by=ada, **said)
        assert set(refusal.value.fields) == {field}
    change_team(with_gus, by=ada, name="Still with Gus", members=[gone, ana])
    with pytest.raises(Conflict):
        change_team(with_gus, by=ada, name="Stale", members=[], version=1)


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_do_this_at_either_door(client: Client, db: None, role: str) -> None:
    who, team, api = make.a_colleague("X", role), make.a_team(), APIClient()
    with pytest.raises(Forbidden):
        form_team(by=who, name="Mine")
    client.force_login(who)
    api.force_authenticate(who)
    assert client.post("/settings/teams/", {"name": "Mine"}).status_code == 403
    assert client.post(f"/settings/teams/{team.pk}/", {"name": "Mine"}).status_code == 403
    assert client.post(f"/settings/teams/{team.pk}/dissolution/").status_code == 403
    assert api.post("/api/v1/teams/", {"name": "Mine"}, format="json").status_code == 403
    assert api.put(f"/api/v1/teams/{team.pk}/", {"name": "Mine", "members": []}, format="json").status_code == 403
    assert api.post(f"/api/v1/teams/{team.pk}/dissolution/").status_code == 403
    assert not Team.objects.filter(name="Mine").exists()


def test_the_pages_form_change_and_dissolve(client: Client, ada: User, ana: User) -> None:
    client.force_login(ada)
    assert client.post("/settings/teams/", {"name": "Delivery", "members": [ana.pk]}).url == "/settings/teams/"
    team = Team.objects.get()
    assert "Delivery" in client.get("/settings/teams/").content.decode()
    page = client.get(f"/settings/teams/{team.pk}/").content.decode()
    assert f'value="{ana.pk}"' in page
    assert "checked" in page
    assert client.post(f"/settings/teams/{team.pk}/", {"name": "Parcels", "version": 1}).status_code == 302
    assert list(Team.objects.get().members.all()) == []
    stale = client.post(f"/settings/teams/{team.pk}/", {"name": "Typed here", "version": 1})
    assert (stale.status_code, "Typed here" in stale.content.decode()) == (409, True)
    assert client.post(f"/settings/teams/{team.pk}/dissolution/").status_code == 302
    assert client.get(f"/settings/teams/{team.pk}/").status_code == 404


def test_the_api_forms_changes_and_dissolves(ada: User, ana: User, vic: User) -> None:
    api, reader = APIClient(), APIClient()
    api.force_authenticate(ada)
    reader.force_authenticate(vic)
    made = api.post("/api/v1/teams/", {"name": "Delivery", "members": [ana.email]}, format="json")
    assert (made.status_code, made.json()["members"]) == (201, [ana.email])
    one = f"/api/v1/teams/{made.json()['id']}/"
    assert [team["name"] for team in reader.get("/api/v1/teams/").json()["results"]] == ["Delivery"]
    changed = api.put(one, {"name": "Parcels", "members": [], "version": 1}, format="json")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert api.put(one, {"name": "Late", "members": [], "version": 1}, format="json").status_code == 409
    assert api.post("/api/v1/teams/", {"name": "parcels"}, format="json").status_code == 422
    assert api.post(f"{one}dissolution/").status_code == 201
    assert reader.get(one).status_code == 404
