"""Whom does a CSV name, as spreadsheets write it?"""

import csv
from itertools import zip_longest

from django import forms
from django.utils.translation import gettext_lazy as _

FILE_LIMIT = 5 * 1024 * 1024
_HEADINGS = {
    "company",
    "companies",
    "company name",
    "name",
    "회사",
    "회사명",
    "회사 이름",
    "고객사",
    "기업",
    "기업명",
    "이름",
}


def names_in(content: bytes, *, people: bool) -> list[str]:
    """What each line names: of people their addresses, else our numbers; of companies their names; without a heading."""
    if len(content) > FILE_LIMIT:
        raise forms.ValidationError(_("This file is larger than 5 MB."))
    try:
        lines = _decoded(content).splitlines()
        read = csv.reader(line.replace(";", ",").replace("\t", ",") for line in lines)
        rows = [[cell.strip() for cell in row] for row in read]
    except (UnicodeDecodeError, csv.Error):
        raise forms.ValidationError(_("We cannot read this file. Save it as CSV (UTF-8), please.")) from None
    rows = [row for row in rows if any(row)]
    named = [_name_in(row, _column(rows, people=people)) for row in rows]
    return named[1:] if named and _is_a_heading(named[0], people=people) else named


def _decoded(content: bytes) -> str:
    """UTF-8, or what Korean spreadsheets write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949")


def _column(rows: list[list[str]], *, people: bool) -> int:
    """Where the names stand: people's addresses, else numbers; but not where lines are merely counted, if there is more."""
    columns = list(zip_longest(*rows, fillvalue=""))
    those = [at for at, cells in enumerate(columns) if any("@" in cell for cell in cells)] if people else []
    numbers = [at for at, cells in enumerate(columns) if people and any(cell.isdecimal() for cell in cells)]
    telling = [at for at, cells in enumerate(columns) if not _counts_lines(cells)]
    found = those or [at for at in numbers if at in telling] or numbers or telling
    return found[0] if found else 0


def _counts_lines(cells: tuple[str, ...]) -> bool:
    """Whether a column says 1, 2, 3 … below its heading."""
    below = cells if cells[0].isdecimal() else cells[1:]
    return list(below) == [str(n) for n in range(1, len(below) + 1)]


def _name_in(row: list[str], at: int) -> str:
    """What stands in the column; a line that has nothing there is read back whole, and names nobody."""
    cells = row if at < len(row) else [*row, ""]
    return cells[at] if at < len(row) and cells[at] else ", ".join(cell or "–" for cell in cells)


def _is_a_heading(cell: str, *, people: bool) -> bool:
    return "@" not in cell and not cell.isdecimal() if people else cell.lower() in _HEADINGS
