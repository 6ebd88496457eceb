"""Fields of the firm's own: defined by administrators, filled in by whoever works, found again by what they hold."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from journal.models import Entry
from tests import make
from tests.doors import ask_api
from tests.tickets.test_tags import as_browser, as_program
from tickets.actions import defining, filling, spelling
from tickets.models import CustomField, FieldChoice, FieldValue, Ticket


def a_field(kind: str = "text", name: str = "Order", **more: Any) -> CustomField:
    if kind == "choice":
        more.setdefault("choices", ["Red | 빨강", "Blue | 파랑"])
    return defining.define(by=make.someone("admin"), name=name, kind=kind, **more)


def held(ticket: Ticket) -> dict[str, Any]:
    return {field.name: spelling.worded(field, spelling.kept_of(field)) for field in filling.fields_on(ticket)}


def test_both_doors_define_a_field_with_its_choices(ada: User) -> None:
    said = {"name": "Colour", "name_ko": "색", "kind": "choice"}
    assert as_browser(ada).post("/settings/fields/", said | {"choices": "Red | 빨강\n\nBlue"}).status_code == 302
    said["name"] = "Second colour"
    made = as_program(ada).post("/api/v1/custom-fields/", said | {"choices": ["Red|빨강", "Blue"]}, format="json")
    assert [one["name_ko"] for one in made.json()["choices"]] == ["빨강", ""]
    first, second = CustomField.objects.all()
    assert [str(one) for one in first.choices.all()] == [str(one) for one in second.choices.all()] == ["Red", "Blue"]
    with override("ko"):
        assert str(first.choices.first()) == "빨강"
    assert [entry.kind for entry in Entry.objects.about(first)] == ["FieldDefined", "ChoiceOffered", "ChoiceOffered"]


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "taken"}, {"kind": "colour"}, {"kind": "choice"}, {"name_ko": "x" * 81}],
)
def test_both_doors_say_what_is_no_field(wrong: dict[str, Any], ada: User) -> None:
    a_field(name="Taken")
    said = {"name": "Order", "kind": "text"} | wrong
    assert as_browser(ada).post("/settings/fields/", said).status_code == 422
    assert as_program(ada).post("/api/v1/custom-fields/", said, format="json").status_code == 422


def test_only_administrators_define(ana: User, max_: User) -> None:
    field, said = a_field(), {"name": "Order", "kind": "text"}
    for who in (ana, max_):
        assert as_browser(who).post("/settings/fields/", said).status_code == 403
        assert as_browser(who).post(f"/settings/fields/{field.pk}/use/", {"in_use": "no"}).status_code == 403
        assert (
            as_program(who).put(f"/api/v1/custom-fields/{field.pk}/", {"name": "Order"}, format="json").status_code
            == 403
        )


def test_every_kind_is_filled_in_at_both_doors_and_read_by_people(ana: User) -> None:
    fields = {kind: a_field(kind, kind.title()) for kind in ("text", "number", "choice", "day", "yes")}
    red = fields["choice"].choices.first()
    typed = {"text": " A-17 ", "number": "1,200.50", "choice": red.pk, "day": "2026-02-28", "yes": "no"}
    by_browser, by_program = make.a_ticket(), make.a_ticket()
    form = {f"field_{fields[kind].pk}": said for kind, said in typed.items()}
    assert as_browser(ana).post(f"/tickets/{by_browser.reference}/fields/", form).status_code == 302
    answer = ask_api(ana, by_program, "fields", {"fields": {fields[kind].pk: said for kind, said in typed.items()}})
    assert answer.status_code == 201
    for ticket in (by_browser, by_program):
        assert held(ticket) == {
            "Text": "A-17", "Number": "1,200.5", "Choice": "Red", "Day": "Feb. 28, 2026", "Yes": "No"
        }  # fmt: skip
    assert FieldValue.objects.get(ticket=by_browser, number__isnull=False).number == Decimal("1200.50")
    told = Entry.objects.about(by_browser).get(kind="FieldsFilled").plain["filled"]
    assert {"field": str(fields["text"].pk), "name": "Text", "was": "", "now": "A-17"} in told
    assert "Number: – → 1,200.5" in as_browser(ana).get(f"/tickets/{by_browser.reference}/").content.decode()


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("text", "x" * 501), ("text", "a\ufffd"), ("number", "many"), ("number", "NaN"), ("number", "1.00001"),
        ("number", "9" * 15), ("choice", "0"), ("choice", "red"), ("day", "2026-02-30"), ("day", "1066-10-14"),
        ("yes", "perhaps"),
    ],
)  # fmt: skip
def test_both_doors_say_beside_the_field_what_does_not_fit(kind: str, wrong: str, ana: User) -> None:
    field, ticket = a_field(kind), make.a_ticket()
    page = as_browser(ana).post(f"/tickets/{ticket.reference}/fields/", {f"field_{field.pk}": wrong})
    assert page.status_code == 422
    assert f"field_{field.pk}" in page.context["fields_form"].errors
    answer = ask_api(ana, ticket, "fields", {"fields": {field.pk: wrong}})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [f"field_{field.pk}"])
    assert not FieldValue.objects.exists()


def test_an_empty_value_empties_and_what_is_left_out_stays(ana: User) -> None:
    one, two, ticket = a_field(name="One"), a_field(name="Two"), make.a_ticket()
    filling.fill_in(ticket, by=ana, values={one.pk: "a", two.pk: "b"})
    filling.fill_in(ticket, by=ana, values={one.pk: ""})
    assert held(ticket) == {"One": "", "Two": "b"}
    filling.fill_in(ticket, by=ana, values={two.pk: "b"})
    assert Entry.objects.about(ticket).filter(kind="FieldsFilled").count() == 2


def test_a_field_of_an_area_is_asked_there_and_in_its_parts_only(ana: User) -> None:
    area = make.an_area()
    field = a_field(product_area=area)
    inside, outside = make.a_ticket(product_area=make.an_area(parent=area)), make.a_ticket()
    assert ask_api(ana, inside, "fields", {"fields": {field.pk: "x"}}).status_code == 201
    assert ask_api(ana, outside, "fields", {"fields": {field.pk: "x"}}).status_code == 422
    browser = as_browser(ana)
    assert f"field_{field.pk}" in browser.get(f"/tickets/new/fields/?product_area={area.pk}").content.decode()
    assert f"field_{field.pk}" not in browser.get("/tickets/new/").content.decode()


def test_a_complaint_is_logged_with_its_fields_or_says_what_does_not_fit(ana: User) -> None:
    field = a_field("number")
    form = {"name": "Emma", "language": "en", "channel": "phone", "verbatim": "Late.", f"field_{field.pk}": "x"}
    page = as_browser(ana).post("/tickets/new/", form)
    assert (page.status_code, list(page.context["fields"].errors)) == (422, [f"field_{field.pk}"])
    assert not Ticket.objects.exists()
    assert as_browser(ana).post("/tickets/new/", form | {f"field_{field.pk}": "3"}).status_code == 302
    said = {"verbatim": "Late.", "customer": None, "fields": {field.pk: 4}}
    assert as_program(ana).post("/api/v1/tickets/", said, format="json").json()["fields"] == {str(field.pk): "4.0000"}


def test_two_colleagues_at_once_one_is_too_late_and_keeps_what_they_typed(ana: User) -> None:
    field, ticket = a_field(), make.a_ticket()
    seen = as_browser(ana).get(f"/tickets/{ticket.reference}/").context["fields_form"]["seen"].value()
    filling.fill_in(ticket, by=ana, values={field.pk: "hers"})
    typed = {f"field_{field.pk}": "mine", "seen": seen}
    page = as_browser(ana).post(f"/tickets/{ticket.reference}/fields/", typed)
    assert page.status_code == 409
    assert 'value="mine"' in page.content.decode()
    typed["seen"] = page.context["fields_form"]["seen"].value()
    assert as_browser(ana).post(f"/tickets/{ticket.reference}/fields/", typed).status_code == 302
    assert held(ticket) == {"Order": "mine"}


def test_a_retired_field_and_choice_keep_what_was_filled_in_and_come_back(ada: User, ana: User) -> None:
    field, ticket = a_field("choice"), make.a_ticket()
    red = field.choices.first()
    filling.fill_in(ticket, by=ana, values={field.pk: red.pk})
    browser, program = as_browser(ada), as_program(ada)
    browser.post(f"/settings/choices/{red.pk}/use/", {"in_use": "no"})
    assert ask_api(ana, make.a_ticket(), "fields", {"fields": {field.pk: red.pk}}).status_code == 422
    assert ask_api(ana, ticket, "fields", {"fields": {field.pk: red.pk}}).status_code == 201
    assert held(ticket) == {"Order": "Red"}
    program.post(f"/api/v1/custom-fields/{field.pk}/use/", {"in_use": False}, format="json")
    assert held(ticket) == {}
    browser.post(f"/settings/fields/{field.pk}/use/", {"in_use": "yes"})
    assert held(ticket) == {"Order": "Red"}
    assert "Order: – → Red" in as_browser(ana).get(f"/tickets/{ticket.reference}/").content.decode()


def test_fields_and_choices_are_renamed_and_one_more_is_offered(ada: User) -> None:
    field = a_field("choice")
    red = field.choices.first()
    browser, program = as_browser(ada), as_program(ada)
    assert browser.post(f"/settings/fields/{field.pk}/", {"name": "Colour"}).status_code == 302
    assert browser.post(f"/settings/fields/{field.pk}/choices/", {"name": "Green"}).status_code == 302
    assert browser.post(f"/settings/fields/{field.pk}/choices/", {"name": "green"}).status_code == 422
    assert program.put(f"/api/v1/field-choices/{red.pk}/", {"name": "Ruby"}, format="json").status_code == 200
    assert program.put(f"/api/v1/field-choices/{red.pk}/", {"name": "Blue"}, format="json").status_code == 422
    assert list(FieldChoice.objects.values_list("name", flat=True)) == ["Ruby", "Blue", "Green"]
    assert browser.get("/settings/fields/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "held_value", "asked", "missed"),
    [
        ("text", "Order A-17", "a-17", "a-18"), ("number", "12", "10..20", "13.."), ("number", "12", "12", "..11"),
        ("day", "2026-03-01", "2026-02-01..2026-03-01", "2026-03-02.."), ("yes", "no", "no", "yes"),
    ],
)  # fmt: skip
def test_tickets_are_found_by_what_a_field_holds(
    kind: str, held_value: str, asked: str, missed: str, ana: User
) -> None:
    field, ticket = a_field(kind), make.a_ticket()
    make.a_ticket()
    filling.fill_in(ticket, by=ana, values={field.pk: held_value})
    found = [
        len(as_program(ana).get(f"/api/v1/tickets/?field_{field.pk}={said}").json()["results"])
        for said in (asked, missed, "")
    ]
    assert found == [1, 0, 2]
    desk = as_browser(ana).get(f"/desk/?field_{field.pk}={asked}").context["listed"]
    assert ([row.pk for row in desk.rows], [chip.label for chip in desk.chips]) == ([ticket.pk], ["Order"])


def test_the_desk_says_which_field_it_passed_over(ana: User, client: Client) -> None:
    field = a_field("number")
    client.force_login(ana)
    for asked in (f"field_{field.pk}=many", f"field_{field.pk}=NaN", "field_99=1", "tag=gone"):
        listed = client.get(f"/desk/?{asked}").context["listed"]
        assert len(listed.passed_over) == 1, asked
    assert f"field_{field.pk}" in client.get("/desk/filters/").content.decode()


def test_those_who_only_look_read_the_fields(vic: User, ana: User) -> None:
    field, ticket = a_field(), make.a_ticket()
    filling.fill_in(ticket, by=ana, values={field.pk: "A-17"})
    page = as_browser(vic).get(f"/tickets/{ticket.reference}/").content.decode()
    assert "A-17" in page
    assert f'name="field_{field.pk}"' not in page
    assert ask_api(vic, ticket, "fields", {"fields": {field.pk: "B"}}).status_code == 403
