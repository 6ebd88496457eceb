"""The house keeps its rules: what no linter knows."""

import ast
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import get_resolver

from backlog.workflow import ITEM_WORKFLOW, ItemVerb
from journal.events import Event
from tests.house.test_routes import API, HTML
from tickets.workflow import WORKFLOW, Verb

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    "cs_product",
    "portal",
    "exports",
    "metrics",
    "notifications",
    "connections",
    "spikes",
    "backlog",
    "tickets",
    "capabilities",
    "customers",
    "accounts",
    "journal",
    "common",
]
DOMAIN = [
    "ticket",
    "verbatim",
    "listening",
    "assessment",
    "voice",
    "promise",
    "capability",
    "capabilities",
    "backlog",
    "customer",
    "company",
    "companies",
]
BANNED = {"services.py", "signals.py", "managers.py", "utils.py", "helpers.py"}

# verb → (the function, the event it records, the HTML address, the API address)
TICKET_VERBS: dict[str, tuple[str, str, str, str]] = {
    "receive": ("tickets.actions.receiving.receive", "TicketReceived", "tickets/new/", "tickets/"),
    "listen": ("tickets.actions.listening.listen", "TicketHeard", "listening", "listening"),
    "mishear": ("tickets.actions.listening.mishear", "TicketMisheard", "mishearing", "mishearing"),
    "assess": ("tickets.actions.assessing.assess", "TicketAssessed", "assessment", "assessment"),
    "question": ("tickets.actions.questioning.question", "TicketQuestioned", "question", "question"),
    "accept": ("backlog.actions.promotion.accept", "VoiceJoined", "acceptance", "acceptance"),
    "decline": ("tickets.actions.deciding.decline", "TicketDeclined", "decline", "decline"),
    "set_aside": ("tickets.actions.setting_aside.set_aside", "TicketSetAside", "setting-aside", "setting-aside"),
    "unpromise": (
        "tickets.actions.deciding.unpromise",
        "TicketUnpromised",
        "backlog/<item:reference>/drop/",
        "items/<item:reference>/drop/",
    ),
    "resurface": ("tickets.actions.deciding.resurface", "TicketResurfaced", "resurfacing", "resurfacing"),
    "reopen": ("tickets.actions.setting_aside.reopen", "TicketReopened", "reopening", "reopening"),
}
ITEM_VERBS: dict[str, tuple[str, str, str, str]] = {
    "propose": ("backlog.actions.shaping.propose", "ItemProposed", "backlog/new/", "items/"),
    **dict.fromkeys(("groom", "start", "put_back"), ("backlog.actions.moving.move", "ItemMoved", "move", "move")),
    "verify": ("backlog.actions.verifying.verify", "ItemVerified", "verification", "verification"),
    "ship": ("backlog.actions.moving.ship", "ItemShipped", "shipment", "shipment"),
    "drop": ("backlog.actions.moving.drop", "ItemDropped", "drop", "drop"),
    "join": ("backlog.actions.regrouping.join", "ItemJoined", "joining", "joining"),
    "part": (
        "backlog.actions.regrouping.undo",
        "ItemParted",
        "regroupings/<int:pk>/undoing/",
        "regroupings/<int:pk>/undoing/",
    ),
}
CAPABILITY_VERBS = ["name", "plan", "arrive"]
ALL_VERBS = [*TICKET_VERBS.values(), *ITEM_VERBS.values()]


@cache
def read(path: Path) -> str:
    return path.read_text()


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(read(path))))


@cache
def sources(*rooms: str) -> list[Path]:
    found = [path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported_from_elsewhere(path: Path) -> set[str]:
    found = [node for node in nodes(path) if isinstance(node, ast.ImportFrom)]
    return {name.name for node in found for name in node.names if (node.module or "").split(".")[0] not in ROOMS}


def test_both_tables_are_complete_here() -> None:
    assert set(TICKET_VERBS) == set(Verb.values) == {str(verb) for verb in WORKFLOW}
    assert set(ITEM_VERBS) == set(ItemVerb.values) == {str(verb) for verb in ITEM_WORKFLOW}


@pytest.mark.parametrize(
    "address",
    sorted(
        {row[0] for row in ALL_VERBS}
        | {f"capabilities.actions.{verb}" for verb in CAPABILITY_VERBS}
        | {"tickets.actions.resurfacing.resurface_all"}
    ),
)
def test_every_verb_is_a_function_in_one_transaction_that_says_what_it_means(address: str) -> None:
    module, _dot, name = address.rpartition(".")
    verb = getattr(import_module(module), name)
    assert hasattr(verb, "__wrapped__"), "wrapped by transaction.atomic"
    assert "atomic" in inspect.getsource(verb).split("def ")[0]
    assert (verb.__doc__ or "").strip()
    assert verb.__doc__.strip().rstrip(".").lower() != name
    by = inspect.signature(verb).parameters["by"]
    assert by.kind is inspect.Parameter.KEYWORD_ONLY
    assert by.default is inspect.Parameter.empty


@pytest.mark.parametrize("row", ALL_VERBS, ids=lambda row: row[0])
def test_every_verb_records_its_event(row: tuple[str, str, str, str]) -> None:
    module = row[0].rpartition(".")[0]
    assert (
        f"record({row[1]}(" in (text := Path(inspect.getfile(import_module(module))).read_text())
        or f"{row[1]}(" in text
    )


@pytest.mark.parametrize("row", ALL_VERBS, ids=lambda row: row[0])
def test_every_verb_has_both_doors(row: tuple[str, str, str, str]) -> None:
    _address, _event, html, api = row
    base_html, base_api = (
        ("backlog/<item:reference>/", "items/<item:reference>/")
        if row in ITEM_VERBS.values()
        else ("tickets/<ticket:reference>/",) * 2
    )
    assert html in HTML or f"{base_html}{html}/" in HTML
    assert api in API or f"{base_api}{api}/" in API


def assigns_a_stage(node: ast.AST) -> bool:
    """`x.stage = …`, `.update(stage=…)`, `setattr(x, "stage", …)`."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(
            isinstance(part, ast.Attribute) and part.attr == "stage" for target in targets for part in ast.walk(target)
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        return any(keyword.arg == "stage" for keyword in node.keywords)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
        return any(isinstance(said, ast.Constant) and said.value == "stage" for said in node.args)
    return False


@pytest.mark.parametrize(
    "source", ["a.stage = b", "a.stage += b", "(a.x, a.stage) = b", "q.update(stage=b)", 'setattr(a, "stage", b)']
)
def test_an_assigned_stage_is_noticed(source: str) -> None:
    assert any(assigns_a_stage(node) for node in ast.walk(ast.parse(source)))


def test_only_the_workflows_assign_a_stage() -> None:
    found = {name_of(path): node.lineno for path in sources() for node in nodes(path) if assigns_a_stage(node)}
    assert found.keys() == {"tickets/workflow.py", "backlog/workflow.py"}, found


def test_common_has_no_word_of_the_domain() -> None:
    found: dict[str, set[str]] = {}
    for path in sources("common"):
        text = read(path)
        for foreign in imported_from_elsewhere(path):  # what others call their things is not our word
            text = re.sub(rf"\b{foreign}\b", "", text)
        words = set(re.findall(r"[a-z]+", text.lower().replace("_", " ")))
        if ours := {word for word in DOMAIN if word in words or f"{word}s" in words}:
            found[name_of(path)] = ours
    assert found == {}


def functions(path: Path) -> dict[str, int]:
    """How many lines each function of a file has."""
    return {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }


def test_no_file_and_no_function_is_too_long() -> None:
    lengths = {name_of(path): read(path).count("\n") for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > 250} == {}
    assert {name: lines for path in sources() for name, lines in functions(path).items() if lines > 40} == {}


def test_functions_and_files_are_short() -> None:
    files = sorted(read(path).count("\n") for path in sources())
    lines = sorted(length for path in sources() for length in functions(path).values())
    assert lines[len(lines) // 2] <= 6
    assert lines[len(lines) * 9 // 10] <= 17
    assert files[len(files) * 9 // 10] <= 150


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in sources() if path.name in BANNED] == []


def test_no_model_overrides_save_and_there_are_no_signals() -> None:
    found = []
    for path in sources():
        text = read(path)
        found += [name_of(path) for words in ("def save(self", "post_save", "pre_save", "@receiver") if words in text]
    assert found == []


def test_every_module_answers_its_question_in_a_line() -> None:
    said = {path: ast.get_docstring(ast.parse(read(path))) for path in sources() if read(path).strip()}
    assert [name_of(path) for path, line in said.items() if not line] == []


def test_every_event_is_recorded_somewhere_and_named_in_the_past() -> None:
    called = Counter(re.findall(r"\b(\w+)\(", "\n".join(read(path) for path in sources())))
    concrete = [
        name
        for name, kind in Event.kinds.items()
        if not kind.__subclasses__() and kind.__module__.split(".")[0] in ROOMS
    ]
    assert len(concrete) > 20
    made = {name for name in concrete if called[name] >= 2}  # its class, and one who makes it
    assert set(concrete) - made == set()


def test_every_reaction_names_an_event_and_every_delivery_a_reaction() -> None:
    from journal import registry

    for event in registry._by_event:
        for name in registry.reactions_to(event):
            assert registry.reaction(name)
            assert (registry.reaction(name).__doc__ or "").strip()


def test_the_addresses_of_verbs_are_nouns() -> None:
    verbs = {"listen", "assess", "accept", "decline_ticket", "ship", "resurface", "reopen", "take", "mishear"}
    last = {route.rstrip("/").rsplit("/", 1)[-1] for route in [*HTML, *API]}
    assert last & verbs == set()


def test_no_two_addresses_share_a_name() -> None:
    names = [p.name for p in _patterns(get_resolver().url_patterns) if p.name]
    assert sorted(names) == sorted(set(names))


def _patterns(patterns: list) -> Iterator:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def test_migrations_are_complete(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
