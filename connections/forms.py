"""What shape has input about connections?"""

from typing import Any

from django import forms
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from backlog.workflow import ItemStage
from common.forms import Form, Line
from connections.models import Connection
from connections.models.connection import LANGUAGES
from connections.vocabulary import CODE, ROOMS, EventType
from tickets.models import ProductArea
from tickets.workflow import Stage


class WebhookForm(Form):
    """Where to post, and what about."""

    name = Line(label=_("Name"), help_text=_("How it is called here."))
    address = Line(label=_("Address"), help_text=_("Begins with https:// and can be reached from the internet."))
    events = forms.MultipleChoiceField(
        label=_("What it hears about"),
        choices=EventType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


STAGES = [*Stage.choices, *ItemStage.choices]
BY_DEFAULT = (
    EventType.TICKET_RECEIVED,
    EventType.TICKET_ACCEPTED,
    EventType.TICKET_DECLINED,
    EventType.ITEM_SHIPPED,
    EventType.ITEM_CAME_BACK,
    EventType.RELEASE_SHIPPED,
)
"""What a new room hears about, unless somebody chooses otherwise."""


class AreasField(forms.ModelMultipleChoiceField):
    """Areas, each under the one above it."""

    def label_from_instance(self, area: Any) -> str:
        """Delivery · Dawn delivery."""
        return f"{area.parent} · {area}" if area.parent else str(area)


class RoomForm(WebhookForm):
    """Which room, what about, in which language and how often."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in ROOMS])
    address = Line(
        label=_("Address"),
        help_text=_("The incoming webhook of the room, or an Apprise address. It is kept sealed and not shown again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    areas = AreasField(
        label=_("Only of these areas"),
        help_text=_("None chosen: of all. Releases and capabilities have no area and always pass."),
        queryset=ProductArea.objects.select_related("parent").order_by(
            Coalesce("parent__name", "name"), F("parent").asc(nulls_first=True), "name"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stages = forms.MultipleChoiceField(
        label=_("Only when it stands there"),
        help_text=_("None chosen: wherever it stands."),
        choices=STAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    shows_words = forms.BooleanField(
        label=_("Show the customer’s words. They leave this system with the message."), required=False
    )
    gap_seconds = forms.IntegerField(
        label=_("Seconds between messages"),
        help_text=_("What happens in between is told together."),
        min_value=0,
        max_value=3600,
        initial=30,
    )


class HostForm(Form):
    """Where code is made, and how we may speak there."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in CODE])
    name = Line(label=_("Name"), help_text=_("How it is called here."))
    address = Line(
        label=_("Address of its API"),
        help_text=_(
            "Empty for github.com, gitlab.com and Linear. Otherwise such as https://firm.atlassian.net,"
            " https://gitlab.firm.example or https://github.firm.example/api/v3."
        ),
    )
    project = Line(
        label=_("Where new issues are made"), help_text=_("owner/repository, group/project, KEY, or the id of a team.")
    )
    login = Line(label=_("E-mail of the token’s owner"), help_text=_("Jira Cloud only."))
    token = Line(
        label=_("Token"),
        help_text=_("One that may read and make issues, and nothing more. It is kept sealed and not shown again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    secret = Line(
        label=_("Secret with which it signs what it tells us"),
        help_text=_("Empty: we make one. Linear makes its own, which belongs here."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class IssueForm(Form):
    """An issue elsewhere."""

    url = Line(label=_("Address of the issue"))


class CreateIssueForm(Form):
    """Where an issue is to be made."""

    connection = forms.ModelChoiceField(label=_("Where"), queryset=Connection.objects.working().filter(kind__in=CODE))
