"""What the API says when it will not take a call: our words, in the reader's language, never the framework's own."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework import exceptions, serializers

from accounts.models import User
from common.api import sentences
from common.api.problems import answer
from tests.doors import APIClient

HANGUL = re.compile(r"[가-힣]")
THEIRS = re.compile(r"valid|Ensure|Expected|may not|required|parse|allowed|satisfy|credentials|No data", re.IGNORECASE)
FORMAL = re.compile(r"습니다|하세요|입니다")
CALLS: list[tuple[str, str, Any, str]] = [
    ("post", "tickets/", '{"a":', "application/json"),
    ("post", "tickets/", b"\xff\xfe", "application/json"),
    ("post", "tickets/", "null", "application/json"),
    ("post", "tickets/", "[]", "application/json"),
    ("post", "tickets/", "a=1", "text/plain"),
    ("delete", "tickets/", "", "application/json"),
    ("post", "tickets/", '{"verbatim": null, "channel": "pigeon", "occurred_on": "soon"}', "application/json"),
    ("post", "tickets/", '{"verbatim": [], "product_area": "x", "customer": 5, "tags": "a"}', "application/json"),
    ("post", "tickets/", '{"product_area": 999999, "customer": {"id": 99999, "language": "xx"}}', "application/json"),
    ("post", "tickets/together/tags/", '{"tickets": [], "names": {}}', "application/json"),
    ("post", "exports/", '{"what": "x", "filters": []}', "application/json"),
    ("post", "metrics/goals/", '{"goals": {"acceptance": "x"}}', "application/json"),
    ("post", "teams/", '{"name": true, "members": [1]}', "application/json"),
    ("post", "tickets/", '{"verbatim": "It broke.", "channel": "chat", "colour": "red"}', "application/json"),
]


def said(document: dict[str, Any]) -> Iterator[str]:
    """Every sentence of a problem document."""
    yield document["title"]
    yield document["detail"]
    for about_a_field in document.get("errors", {}).values():
        yield from about_a_field


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_refusal_is_in_our_words_and_the_readers_language(ana: User, language: str) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    client.credentials(HTTP_ACCEPT_LANGUAGE=language)
    for method, place, body, kind in CALLS:
        refused = client.generic(method.upper(), f"/api/v1/{place}", body, content_type=kind)
        assert (refused["Content-Type"], 400 <= refused.status_code < 500) == ("application/problem+json", True)
        for sentence in said(refused.json()):
            assert not THEIRS.search(sentence), (place, body, sentence)
            assert bool(HANGUL.search(sentence)) == (language == "ko"), (place, body, sentence)
            assert not FORMAL.search(sentence), (place, body, sentence)
    for headers in ({}, {"HTTP_ACCEPT": "text/html"}):
        stranger = APIClient().get("/api/v1/tickets/", HTTP_ACCEPT_LANGUAGE=language, **headers)
        assert all(bool(HANGUL.search(sentence)) == (language == "ko") for sentence in said(stranger.json()))


def test_what_is_no_json_says_where(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    refused = client.post(
        "/api/v1/tickets/", '{"verbatim": "Late",\n "channel" "phone"}', content_type="application/json"
    )
    assert refused.json()["detail"] == "The body is not JSON. Look at line 2, column 12."


def test_who_is_too_fast_hears_when_to_come_again() -> None:
    refused = answer(exceptions.Throttled(wait=12.2), {})
    assert refused is not None
    assert (refused.data["detail"], refused["Retry-After"]) == (
        "That was too fast. Please try again in 14 seconds.",
        "14",
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (serializers.DecimalField(5, 2), "abc", "A number is wanted here."),
        (serializers.DecimalField(5, 2), "1.234", "Fewer digits behind the point, please. So many fit: 2."),
        (serializers.DecimalField(5, 2), "1234567", "Fewer digits, please. So many fit: 5."),
        (serializers.IntegerField(max_value=9), 10, "This may be at most 9."),
        (serializers.IntegerField(), "9" * 1001, "That number is too long."),
        (serializers.CharField(max_length=3), "four", "That is too long. So many characters fit: 3."),
        (serializers.ListField(max_length=1), [1, 2], "At most this many: 1."),
        (serializers.ChoiceField(["a"]), "b", "This cannot be chosen here: b"),
        (serializers.BooleanField(), "perhaps", "Yes or no is wanted here: true or false."),
        (serializers.DateTimeField(), "soon", "A moment is wanted here, as in 2026-11-26T09:30:00+09:00."),
        (serializers.DictField(), [], "Named values are wanted here: a JSON object."),
    ],
    ids=lambda part: type(part).__name__,
)
def test_each_kind_of_field_says_what_it_wants(field: serializers.Field, value: Any, sentence: str) -> None:
    with pytest.raises(exceptions.ValidationError) as refused:
        field.run_validation(value)
    assert [str(each) for each in refused.value.detail] == [sentence]


def test_our_sentences_are_about_what_the_library_says_at_all() -> None:
    for field, ours in sentences.SENTENCES.items():
        known: set[str] = set()
        for kind in field.__mro__:
            known |= set(getattr(kind, "default_error_messages", {}))
        assert set(ours) <= known, field
