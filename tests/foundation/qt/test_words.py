"""Every word the common parts say has its Japanese."""

import ast
import json
from pathlib import Path

import liaison_desk.foundation.qt
from liaison_desk.foundation.core.resources import resource

CATALOGUE = json.loads(resource("translations", "ja", "qt.json").read_text("utf-8"))


def every_word():
    """English → Japanese of all areas: an area of its own may say what stands in another's file."""
    return {
        english: japanese
        for path in sorted(resource("translations", "ja").glob("*.json"))
        for english, japanese in json.loads(path.read_text("utf-8")).items()
    }


def said():
    """The literals handed to tr() and the templates of errors."""
    for path in Path(liaison_desk.foundation.qt.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in {"tr", "DeskError", "StaleError"}:
                    yield node.args[0].value


def test_every_word_of_the_common_parts_is_in_the_catalogue():
    words = set(said())
    assert len(words) > 15
    assert words - set(every_word()) == set()


def test_no_translation_is_left_of_a_word_that_is_not_said():
    # The sentence of a stopped job is core's, which has no catalogue of its own.
    assert set(CATALOGUE) - set(said()) <= {"Stopped. Nothing was changed."}


def test_the_japanese_keeps_the_places_to_fill():
    for english, japanese in CATALOGUE.items():
        places = {part.split("}")[0] for part in english.split("{")[1:]}
        assert {part.split("}")[0] for part in japanese.split("{")[1:]} == places
