"""What shape have tags, and the fields of the firm's own, as they are typed?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import Form, Line, Words
from tickets.actions.filling import state_of
from tickets.actions.spelling import kept_of, offered
from tickets.actions.tagging import spelled
from tickets.models import CustomField, ProductArea, Tag
from tickets.queries.fields import Held, values_asked
from tickets.vocabulary import FieldKind

NOTHING = ("", "–")


class TagsForm(Form):
    """Tags to put on something, with commas between them."""

    names = Line(label=_("Tags"), max_length=1000)

    def clean_names(self) -> list[str]:
        """Each of them; what stands between two commas and is nothing is passed over."""
        return tags_in(self.cleaned_data["names"]) or [""]


class TagField(Line):
    """A tag by its name."""

    def clean(self, value: Any) -> Tag | None:
        """The tag; a sentence where it is gone."""
        said = spelled(str(super().clean(value)).replace("\x00", ""))
        found = Tag.objects.filter(name=said).first() if said else None
        if said and found is None:
            raise forms.ValidationError(_("This is not there any longer."))
        return found


class HeldField(Line):
    """What tickets are asked for that hold something in a field: words, a choice, yes or no, `3..10`."""

    def __init__(self, asked: CustomField) -> None:
        super().__init__(label=str(asked), widget=_of(asked).widget if asked.kind in _PICKED else forms.TextInput)
        self.asked = asked

    def clean(self, value: Any) -> Held | None:
        """What is asked for, with its words; a sentence for what cannot be read."""
        said = str(super().clean(value)).strip()
        if not said:
            return None
        if values_asked(self.asked, said) is None:
            raise forms.ValidationError(_("This cannot be read: try 3 or 3..10."))
        labels = {str(key): str(label) for key, label in getattr(self.widget, "choices", [])}
        labels |= {str(one.pk): str(one) for one in offered(self.asked)}  # also those that are not offered any longer
        return Held(self.asked, said, labels.get(said, said))


class TagForm(Form):
    """How a tag is written."""

    name = Line(label=_("Tag"), max_length=200)


class JoinTagsForm(Form):
    """Into which tag another one goes."""

    into = Line(label=_("Put together with"), max_length=200)

    def clean_into(self) -> Tag:
        """The tag of this name."""
        found = Tag.objects.filter(name=self.cleaned_data["into"].strip().lower()).first()
        if found is None:
            raise forms.ValidationError(_("There is no tag of this name."))
        return found


class FieldsForm(Form):
    """The fields that a ticket has: `field_12` is the one of number 12. The verb judges what is typed."""

    def __init__(self, asked: Iterable[CustomField], *args: Any, **more: Any) -> None:
        self.asked = list(asked)
        more.setdefault("initial", {_name(one): _first(one) for one in self.asked})
        super().__init__(*args, **more)
        self.fields |= {_name(one): _of(one) for one in self.asked}

    @classmethod
    def on_a_page(cls, asked: Iterable[CustomField], *args: Any) -> "FieldsForm":
        """The fields of a ticket, with what they hold, and a word that says if a colleague is quicker."""
        form = cls(asked, *args)
        form.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
        form.initial["seen"] = state_of(form.asked)
        return form

    def values(self) -> dict[int, str]:
        """What was typed, by the number of its field."""
        return {one.pk: self.cleaned_data[_name(one)] for one in self.asked}

    def said(self) -> dict[int, str]:
        """What was typed and is not nothing."""
        return {number: value for number, value in self.values().items() if value}


class FieldForm(Form):
    """A field of the firm's own, as an administrator describes it."""

    name = Line(label=_("Name"))
    name_ko = Line(label=_("Name in Korean"))
    product_area = forms.ModelChoiceField(
        ProductArea.objects.as_tree(), label=_("Product area"), required=False, empty_label=_("All areas")
    )


class NewFieldForm(FieldForm):
    """A field that there is not yet: its kind is chosen once."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices)
    choices = Words(label=_("Choices"), rows=4, help_text=_("One a line: English | Korean"))

    def clean_choices(self) -> list[str]:
        """Every line that says something."""
        return [line for line in self.cleaned_data["choices"].splitlines() if line.strip()]


class ChoiceForm(Form):
    """What a choice is called."""

    name = Line(label=_("Name"))
    name_ko = Line(label=_("Name in Korean"))


def tags_in(said: str) -> list[str]:
    """The tags between the commas."""
    return [name for name in said.split(",") if name.strip()]


def _name(field: CustomField) -> str:
    return f"field_{field.pk}"


def _first(field: CustomField) -> Any:
    kept = kept_of(field) if hasattr(field, "kept") else None
    return {True: "yes", False: "no"}.get(kept, kept) if isinstance(kept, bool) else kept


def _of(field: CustomField) -> forms.Field:
    widgets: dict[str, Any] = {
        FieldKind.TEXT: forms.TextInput,
        FieldKind.NUMBER: lambda: forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        FieldKind.CHOICE: lambda: forms.Select(choices=[NOTHING, *_choices(field)]),
        FieldKind.DAY: lambda: forms.DateInput(attrs={"type": "date"}),
        FieldKind.YES: lambda: forms.Select(choices=[NOTHING, *_ANSWERS]),
    }
    return Line(label=str(field), widget=widgets[field.kind]())


def _choices(field: CustomField) -> list[tuple[int, str]]:
    """What is offered now, and what was chosen before it was retired."""
    kept = kept_of(field) if hasattr(field, "kept") else None
    return [(one.pk, str(one)) for one in offered(field) if not one.retired_at or one.pk == kept]


_ANSWERS = [("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))]
_PICKED = {FieldKind.CHOICE, FieldKind.YES}
