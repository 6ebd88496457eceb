"""What does the description of the API say of every body? That it holds the fields it names, and no others."""

from typing import Any


def closed(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """The description with each shape of a body closed, as it is read (common/api/strangers.py)."""
    shapes = result.get("components", {}).get("schemas", {})
    for name, shape in shapes.items():
        if name.endswith("Request") and "properties" in shape:
            shape["additionalProperties"] = False
    return result
