"""Can one read it? Contrast between two colours, after WCAG 2.2 (relative luminance, 1.4.3)."""

import re

LEAST = 4.5
"""So much contrast has text of any size against what it stands on."""
WHITE, BLACK = "#ffffff", "#000000"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_colour(said: str) -> bool:
    """Whether it is written as `#rrggbb`."""
    return _COLOUR.fullmatch(said) is not None


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 (the same) to 21 (black and white)."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def text_on(ground: str) -> str:
    """White or black, whichever reads better on it; one of them always has 4.5 to 1, on any colour."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, ground))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
