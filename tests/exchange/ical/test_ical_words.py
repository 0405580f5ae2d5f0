"""Everything the reader tells a user it can tell him in Japanese."""

import ast
import json
from pathlib import Path

import liaison_desk.exchange.ical as package
from liaison_desk.foundation.core.resources import resource


def _messages():
    """Yield every literal that is reported as a problem or raised as an error."""
    for path in Path(package.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"problem", "skip", "report", "_report", "LineProblem", "UnreadableError"}:
                    yield from (
                        part.value
                        for part in node.args
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )


def _words():
    return {
        english: japanese
        for path in sorted(resource("translations", "ja").glob("*.json"))
        for english, japanese in json.loads(path.read_text("utf-8")).items()
    }


def test_every_message_has_its_japanese():
    words = _words()
    messages = set(_messages())
    assert len(messages) > 20
    assert messages - words.keys() == set()


def test_the_japanese_names_the_same_things():
    words = _words()
    for english in _messages():
        japanese = words[english]
        assert sorted(part for part in ("{name}", "{value}", "{zone}", "{taken}") if part in english) == sorted(
            part for part in ("{name}", "{value}", "{zone}", "{taken}") if part in japanese
        )
