"""What may never be true of teams and of saved views: the database refuses it, whoever asks and however."""

from typing import Any

import pytest

from accounts.models import SavedView, Team, User
from common.clock import now
from tests import make
from tests.refusing import refused


def a_view(owner: User, **said: Any) -> SavedView:
    whole = {"owner": owner, "place": "desk", "name": "Mine", "audience": "private", "kept_at": now()}
    return SavedView.objects.create(**whole | said)


def test_a_team_has_a_name_of_its_own_until_it_is_dissolved(db: None) -> None:
    night = make.a_team(name="Night")
    refused(lambda: Team.objects.create(name="NIGHT", formed_at=now()), because="a_team_has_a_name_of_its_own")
    Team.objects.filter(pk=night.pk).update(dissolved_at=now())
    assert Team.objects.create(name="NIGHT", formed_at=now()).pk


def test_a_view_has_a_name_of_its_own_among_its_owners_views_of_a_list(ana: User, pia: User) -> None:
    a_view(ana)
    assert a_view(ana, place="backlog").pk
    assert a_view(pia).pk
    refused(lambda: a_view(ana, name="MINE"), because="a_view_has_a_name_of_its_own")


def test_a_view_is_of_a_known_list(ana: User) -> None:
    refused(lambda: a_view(ana, place="shelf"), because="a_view_is_of_a_known_list")


@pytest.mark.parametrize("audience", ["private", "everyone", "nobody"])
def test_a_view_names_no_team_unless_it_is_for_one(ana: User, audience: str) -> None:
    team = make.a_team()
    refused(lambda: a_view(ana, audience=audience, team=team), because="a_view_for_a_team_names_it")


def test_a_view_for_a_team_names_it(ana: User) -> None:
    refused(lambda: a_view(ana, audience="team"), because="a_view_for_a_team_names_it")
