"""Everything a person reads exists in Korean, and says it in our voice."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.db.models import Choices
from django.utils.translation import override
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale" / "ko" / "LC_MESSAGES" / "django.po"
NOT_SHOWN = {"tests", "bench", "node_modules"}

CONTEXT, WORDS, PLURAL = 0, 1, 2
_PLAIN, _COUNTED, _IN_CONTEXT, _COUNTED_IN_CONTEXT = (None, 0, None), (None, 0, 1), (0, 1, None), (0, 1, 2)
KEYWORDS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _COUNTED,
    "ngettext_lazy": _COUNTED,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": _COUNTED_IN_CONTEXT,
    "npgettext_lazy": _COUNTED_IN_CONTEXT,
}
"""Where each function keeps its context, its words and their plural."""

IN_TEMPLATES = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
"""The same, as Babel writes it, for what Django makes of a template."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w[^>]*>")
HANGUL = re.compile(r"[가-힣]")
FORMAL = re.compile(r"니다(?![가-힣])|[습입십]니까|십시오")
EITHER_PARTICLE = re.compile(r"\((을|를|이|가|은|는|와|과|으)\)|[을를이가은는와과]\([을를이가은는와과]\)")
HANGING_PARTICLE = re.compile(r"(\}|\)s)[’”]?(이|가|을|를|은|는|와|과|로|으로|이에요|예요|이라서|라서)(?![가-힣])")
NEVER_IN_KOREAN = (
    "유감스럽",
    "안타깝",
    "정책상",
    "규정상",
    "불편을 드려",
    "불편을 끼쳐",
    "죄송",
    "양해",
    "사용자",
    "병합",
    "종결",
)
NEVER_IN_ENGLISH = ("unfortunately", "per our policy", "apologise", "apologize", "inconvenience", "user", "merge")


class Shown(NamedTuple):
    """One string that somebody may read, and where it stands."""

    context: str | None
    words: str
    plural: str | None
    where: str


def python_files() -> Iterator[Path]:
    for room in ROOT.iterdir():
        if (room / "__init__.py").exists() and room.name not in NOT_SHOWN:
            yield from room.rglob("*.py")


def template_files() -> Iterator[Path]:
    for top in (ROOT / "templates", *ROOT.glob("*/templates")):
        if top.parent.name not in NOT_SHOWN:
            yield from (path for path in top.rglob("*") if path.suffix in {".html", ".txt"})


def in_python(source: str, where: str) -> Iterator[Shown]:
    """From the syntax tree, not from tokens: inside an f-string, before Python 3.12, tokens show nothing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (places := KEYWORDS.get(_name(node.func))):
            said = [_constant(node.args, place) for place in places]
            if said[WORDS]:
                yield Shown(said[CONTEXT], said[WORDS], said[PLURAL], f"{where}:{node.lineno}")


def in_template(source: str, where: str) -> Iterator[Shown]:
    code = "\n".join(line.lstrip() for line in templatize(source, origin=where).splitlines())
    for line, said, _comments, context in extract("python", BytesIO(code.encode()), keywords=IN_TEMPLATES):
        words, plural = said if isinstance(said, tuple) else (said, None)
        yield Shown(context, words, plural, f"{where}:{line}")


def everything_shown() -> list[Shown]:
    shown: list[Shown] = []
    for path in python_files():
        shown += in_python(path.read_text(), str(path.relative_to(ROOT)))
    for path in template_files():
        shown += in_template(path.read_text(), str(path.relative_to(ROOT)))
    return shown


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _constant(args: list[ast.expr], place: int | None) -> str | None:
    if place is None or place >= len(args) or not isinstance(args[place], ast.Constant):
        return None
    value = args[place].value
    return value if isinstance(value, str) else None


@pytest.fixture(scope="module")
def korean() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ko", abort_invalid=True)


def written(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def said(message: Message | None) -> str:
    """The Korean, which has one form for any number."""
    if message is None:
        return ""
    return message.string[0] if isinstance(message.string, tuple | list) else message.string or ""


def asked(message: Message) -> str:
    """The English; where it counts, the form for many."""
    return message.id[1] if isinstance(message.id, tuple | list) else message.id


def is_korean(catalogue: Catalog, shown: Shown) -> bool:
    message = catalogue.get(shown.words, shown.context)
    return bool(said(message)) and not message.fuzzy and (shown.plural is None or shown.plural == asked(message))


def choices_of_ours() -> list[type[Choices]]:
    rooms = {path.parts[len(ROOT.parts)] for path in python_files()}
    ours, waiting = set(), [Choices]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        ours |= {each for each in below if each.__module__.split(".")[0] in rooms and each.choices}
    return sorted((each for each in ours if each.__name__ != "Language"), key=lambda each: each.__qualname__)


@pytest.fixture
def freshly_compiled(settings, tmp_path: Path, korean: Catalog) -> None:
    """The catalogue as it stands, whatever was compiled before."""
    place = tmp_path / "ko" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "django.mo").open("wb") as file:
        write_mo(file, korean)
    settings.LOCALE_PATHS = [tmp_path]


@pytest.fixture
def in_korean(freshly_compiled: None) -> dict[str, list[str]]:
    """The labels of all our choices."""
    with override("ko"):
        return {
            f"{words.__module__}.{words.__qualname__}": [str(label) for label in words.labels]
            for words in choices_of_ours()
        }


def test_everything_shown_is_in_korean(korean: Catalog) -> None:
    missing = {f"{each.where} {each.words!r}" for each in everything_shown() if not is_korean(korean, each)}
    assert missing == set()


def test_nothing_in_the_catalogue_is_empty_or_a_guess(korean: Catalog) -> None:
    assert [message.id for message in written(korean) if not said(message) or message.fuzzy] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<p>{% translate "Brand new" %}</p>', "Brand new"),
        ('  {% if a %}\n {% translate "Brand new" as title %}{% endif %}', "Brand new"),
        ('{% include "x.html" with title=_("Brand new") only %}', "Brand new"),
        ("{% blocktranslate with name=a.b %}Brand {{ name }}{% endblocktranslate %}", "Brand %(name)s"),
        (
            "{% blocktranslate trimmed count n=a %}\n one {{ n }}\n{% plural %}\n many\n{% endblocktranslate %}",
            "one %(n)s",
        ),
    ],
)
def test_a_new_string_in_a_template_is_noticed(korean: Catalog, source: str, words: str) -> None:
    found = list(in_template(source, "new.html"))
    assert [each.words for each in found] == [words]
    assert not is_korean(korean, found[0])


@pytest.mark.parametrize(
    "source",
    ['_("Brand new")', "f\"{_('Brand new')}!\"", 'gettext_lazy("Brand " "new")', 'pgettext("verb", "Brand new")'],
)
def test_a_new_string_in_python_is_noticed(korean: Catalog, source: str) -> None:
    found = list(in_python(source, "new.py"))
    assert [each.words for each in found] == ["Brand new"]
    assert not is_korean(korean, found[0])


def test_words_of_another_context_do_not_count(korean: Catalog) -> None:
    assert not is_korean(korean, Shown("channel", "Yes", None, "here"))


def test_both_sides_have_the_same_placeholders(korean: Catalog) -> None:
    unlike = [
        asked(message)
        for message in written(korean)
        if set(PLACEHOLDER.findall(asked(message))) != set(PLACEHOLDER.findall(said(message)))
    ]
    assert unlike == []


@pytest.mark.parametrize("word", NEVER_IN_KOREAN)
def test_the_korean_never_says(korean: Catalog, word: str) -> None:
    assert [said(message) for message in written(korean) if word in said(message)] == []


@pytest.mark.parametrize("word", NEVER_IN_ENGLISH)
def test_the_english_never_says(korean: Catalog, word: str) -> None:
    alone = re.compile(rf"\b{word}", re.IGNORECASE)
    assert [asked(message) for message in written(korean) if alone.search(asked(message))] == []


def test_the_korean_speaks_warmly_to_everyone(korean: Catalog) -> None:
    assert [said(message) for message in written(korean) if FORMAL.search(said(message))] == []


def test_no_particle_depends_on_what_is_inserted(korean: Catalog) -> None:
    sentences = [said(message) for message in written(korean)]
    assert [each for each in sentences if EITHER_PARTICLE.search(each) or HANGING_PARTICLE.search(each)] == []


def test_every_choice_has_a_korean_label(in_korean: dict[str, list[str]]) -> None:
    foreign = {name: [label for label in labels if not HANGUL.search(label)] for name, labels in in_korean.items()}
    assert {name: labels for name, labels in foreign.items() if labels} == {}


def test_choices_that_differ_in_english_differ_in_korean(in_korean: dict[str, list[str]]) -> None:
    assert {name: labels for name, labels in in_korean.items() if len(set(labels)) < len(labels)} == {}
