"""How is a formula read and counted?

A formula is a small sum: numbers, figures, `+ - * / **`, brackets, `min max sqrt log`. It is read once by Python's own
parser and then only walked, node by node, through a list of what is allowed; nothing in it is ever run as code.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionUndefined, InvalidOperation, localcontext
from functools import lru_cache

from django.utils.translation import gettext as _

from backlog.weight.figures import FIGURES, SAMPLES
from common.refusals import Invalid

LENGTH_LIMIT = 300
LARGEST = Decimal("99999999999.99")
"""What the column of a weight holds; more than this is this."""
_TWO = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _log(number: Decimal) -> Decimal:
    """The logarithm to ten; of zero there is none."""
    if number <= 0:
        raise InvalidOperation
    return number.log10()


_CALLS: dict[str, Callable[..., Decimal]] = {
    "min": min,
    "max": max,
    "sqrt": Decimal.sqrt,
    "log": _log,
}
_MANY = frozenset({"min", "max"})
_EXACT = Context(prec=28, Emax=99, Emin=-99)
_Formula = ast.expr


def need_a_formula(formula: str) -> None:
    """Refuse, beside its field, a formula that cannot be read or cannot be counted."""
    tree = _read(formula)
    if not any(isinstance(node, ast.Name) and node.id in FIGURES for node in ast.walk(tree)):
        raise _wrong(_("It names no figure: every item would weigh the same."))
    for figures in SAMPLES:
        try:
            _count(tree, figures)
        except DecimalException as trouble:
            raise _wrong(_what_happened(trouble)) from trouble


def weigh(formula: str, figures: Mapping[str, Decimal]) -> Decimal | None:
    """What the formula makes of these figures; None where they make it divide by zero, or the like."""
    try:
        found = _count(_read(formula), figures)
    except DecimalException:
        return None
    return max(-LARGEST, min(LARGEST, found)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=64)
def _read(formula: str) -> _Formula:
    """The tree of a formula in which every node is allowed."""
    if not formula.strip():
        raise _wrong(_("Write a formula, or choose one."))
    if len(formula) > LENGTH_LIMIT:
        raise _wrong(_("A formula has {n} characters at most.").format(n=LENGTH_LIMIT))
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except SyntaxError as trouble:
        raise _wrong(_("Place {place}: this cannot be read.").format(place=trouble.offset or 1)) from trouble
    except (ValueError, RecursionError, MemoryError) as trouble:
        raise _wrong(_("This cannot be read.")) from trouble
    _need_only_what_is_allowed(tree)
    return tree


def _need_only_what_is_allowed(node: _Formula) -> None:
    for part in _parts_of(node):
        _need_only_what_is_allowed(part)


def _parts_of(node: _Formula) -> list[_Formula]:
    """What a node is made of; refused when it is nothing that a formula knows."""
    if isinstance(node, ast.BinOp) and type(node.op) in _TWO:
        return _operands(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [node.operand]
    if isinstance(node, ast.Call):
        return _arguments(node)
    _need_a_leaf(node)
    return []


def _operands(node: ast.BinOp) -> list[_Formula]:
    number = node.right.value if isinstance(node.right, ast.Constant) else None
    if isinstance(node.op, ast.Pow) and number not in {0.5, 1, 2, 3}:
        raise _wrong(_("Place {place}: only the powers 0.5, 1, 2 and 3 are known.").format(place=_place(node.right)))
    if isinstance(node.op, ast.Div) and number == 0:
        raise _wrong(_("Place {place}: nothing can be divided by zero.").format(place=_place(node.right)))
    return [node.left, node.right]


def _arguments(node: ast.Call) -> list[_Formula]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _CALLS or node.keywords:
        said = _("Place {place}: only {names} can be called.")
        raise _wrong(said.format(place=_place(node), names=", ".join(_CALLS)))
    if not node.args or (len(node.args) > 1) != (name in _MANY):
        said = _("Place {place}: “{name}” takes another number of figures.")
        raise _wrong(said.format(place=_place(node), name=name))
    return node.args


def _need_a_leaf(node: _Formula) -> None:
    if isinstance(node, ast.Name):
        if node.id not in FIGURES:
            said = _("Place {place}: there is no figure called “{name}”. There are: {names}.")
            raise _wrong(said.format(place=_place(node), name=node.id, names=", ".join(FIGURES)))
        return
    is_number = isinstance(node, ast.Constant) and type(node.value) in {int, float}
    if not is_number or not abs(Decimal(str(node.value))) <= LARGEST:  # type: ignore[attr-defined]  # a number, just asked
        raise _wrong(_("Place {place}: only figures, numbers and sums can stand here.").format(place=_place(node)))


def _count(node: _Formula, figures: Mapping[str, Decimal]) -> Decimal:
    with localcontext(_EXACT):
        return _value(node, figures)


def _value(node: _Formula, figures: Mapping[str, Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp):
        return Decimal(_TWO[type(node.op)](_value(node.left, figures), _value(node.right, figures)))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, figures)
    if isinstance(node, ast.Call):
        return _CALLS[node.func.id](*(_value(part, figures) for part in node.args))  # type: ignore[attr-defined]  # read before
    if isinstance(node, ast.Name):
        return figures[node.id]
    return Decimal(str(node.value))  # type: ignore[attr-defined]  # a number, read before


def _what_happened(trouble: DecimalException) -> str:
    if isinstance(trouble, ZeroDivisionError) or DivisionUndefined in (trouble.args or ([],))[0]:
        return _("It divides by a figure that can be zero. Write max(1, …) around what it divides by.")
    return _("With possible figures this has no result: a root or a logarithm of too little, or too large a number.")


def _place(node: _Formula) -> int:
    return node.col_offset + 1


def _wrong(sentence: str) -> Invalid:
    return Invalid({"formula": sentence})
