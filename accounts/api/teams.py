"""The API doors to teams."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.actions.teams import change_team, dissolve_team, form_team
from accounts.api.serializers import TeamChangedSerializer, TeamSaidSerializer, TeamSerializer
from accounts.models import Team
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order


class TeamsView(Door):
    """The teams of the house."""

    @extend_schema(
        operation_id="teams_list",
        responses=TeamSerializer(many=True),
        parameters=[OpenApiParameter(name, str) for name in ("q", "cursor")] + [OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of teams by name; with `q` those of whose name a word begins like it."""
        rows = Team.objects.like(request.query_params.get("q", "").replace("\x00", "")[:80]).prefetch_related("members")
        return paged(request, rows, order=Order("name"), draw=lambda found: TeamSerializer(found, many=True).data)

    @extend_schema(request=TeamSaidSerializer, responses={201: TeamSerializer})
    def post(self, request: Caller) -> Response:
        """Bring colleagues together under a name."""
        said = shaped(TeamSaidSerializer(data=request.data))
        return self.done(request, lambda: TeamSerializer(form_team(by=request.user, **said)).data)


class TeamView(Door):
    """One team."""

    @extend_schema(operation_id="teams_read", responses=TeamSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """A team and who belongs to it."""
        return Response(TeamSerializer(get_object_or_404(Team.objects.current(), pk=pk)).data)

    @extend_schema(request=TeamChangedSerializer, responses={200: TeamSerializer})
    def put(self, request: Caller, pk: int) -> Response:
        """Give it another name or other members."""
        team, said = get_object_or_404(Team, pk=pk), shaped(TeamChangedSerializer(data=request.data))
        return self.done(request, lambda: TeamSerializer(change_team(team, by=request.user, **said)).data, status=200)


class DissolutionDoor(Door):
    """The end of a team."""

    @extend_schema(request=None, responses={201: TeamSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let a team be no more."""
        team = get_object_or_404(Team, pk=pk)
        return self.done(request, lambda: TeamSerializer(dissolve_team(team, by=request.user)).data)
