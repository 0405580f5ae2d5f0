"""Everything the program says can be said in Japanese, once, with the same values in it; and nothing there is unsaid."""

import ast
import json
import re
from collections import defaultdict
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

import liaison_desk
from liaison_desk.foundation.core.resources import resource

PACKAGE = Path(liaison_desk.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CATALOGUES = sorted(resource("translations", "ja").glob("*.json"))
ERRORS = {
    "DeskError", "NotFoundError", "StaleError", "BusyError", "UnreadableError", "RefusedError", "BrokenError", "CancelledError",
}  # fmt: skip
PLACE = re.compile(r"{(\w*)[^}]*}")
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


def name(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node):
    """Return the texts a node may be: a literal, either arm of a choice, joined literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literal(node.body) + literal(node.orelse)
    return []


class Call(NamedTuple):
    """A call that may say something: on which line, of what, the texts each argument may be, and those of one called ``text``."""

    line: int
    called: str
    args: list[list[str]]
    text: list[str]
    keywords: set[str]
    formatted: bool


@cache
def read(path):
    """Return the calls of a module and its literals: all tests look at these, and to go through a tree takes long."""
    calls, texts = [], []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            named = {word.arg: word.value for word in node.keywords if word.arg}
            told = literal(named["text"]) if "text" in named else []
            formatted = bool(node.args) and isinstance(node.args[0], ast.JoinedStr)
            calls.append(
                Call(node.lineno, name(node), [literal(one) for one in node.args], told, set(named), formatted)
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
    return [one for one in calls if any(one.args) or one.text or one.formatted], texts


# Labels of actions, which the window says beside undo: where they stand among the arguments.
LABELS = {"write": slice(0, 1), "save_all": slice(1, 2), "Labels": slice(None)}


def spoken():
    """Return text → where it is said, for everything that is handed to a language, an error or a problem."""
    found = defaultdict(list)
    for path in MODULES:
        for call in read(path)[0]:
            called, args = call.called, call.args
            if called in {"tr", "_tr"} or called in ERRORS:
                said = args[:1]
            elif called == "count":
                said = args[:2] if len(args) >= 3 else []
            elif called in {"Problem", "LineProblem"}:
                said = [*args[1:2], call.text]
            elif called in LABELS:
                said = args[LABELS[called]]
            else:
                continue
            for text in chain.from_iterable(said):
                found[text].append(f"{path.relative_to(PACKAGE)}:{call.line}")
    return found


def all_literals():
    """Return every text literal of the package and of the data it shows."""
    return {text for path in MODULES for text in read(path)[1]}


def catalogue():
    """Return English → [(file, Japanese)] over all catalogues."""
    found = defaultdict(list)
    for path in CATALOGUES:
        for english, japanese in json.loads(path.read_text("utf-8")).items():
            found[english].append((path.name, japanese))
    return found


def test_everything_said_has_its_japanese():
    known = catalogue()
    missing = {text: places[0] for text, places in spoken().items() if text not in known and re.search("[A-Za-z]{2}", PLACE.sub("", text))}  # fmt: skip
    assert missing == {}


def test_nothing_is_said_in_two_ways():
    twice = {english: said for english, said in catalogue().items() if len({words for _, words in said}) > 1}
    assert twice == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_file_says_a_thing_twice(path):
    pairs = json.loads(path.read_text("utf-8"), object_pairs_hook=list)
    keys = [english for english, _ in pairs]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@cache
def given():
    """Return text → the names of all values it is said with; a date may be given in more forms than English needs."""
    found = defaultdict(set)
    for path in MODULES:
        for call in read(path)[0]:
            for text in chain.from_iterable(call.args[:1]):
                found[text] |= call.keywords
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_japanese_has_the_same_values(path):
    more = given()
    for english, japanese in json.loads(path.read_text("utf-8")).items():
        places, said = set(PLACE.findall(english)), set(PLACE.findall(japanese))
        assert said <= places | more[english], english
        assert places - said <= {"n"} or said - places, english


def test_nothing_in_the_catalogues_is_unsaid():
    data = "\n".join(
        path.read_text("utf-8")
        for folder in ("templates", "policies", "exchange", "ranks")
        for path in resource(folder).rglob("*")
        if path.suffix in {".toml", ".json"}
    )
    said = all_literals()
    dead = {
        english: where[0][0] for english, where in catalogue().items() if english not in said and english not in data
    }
    assert dead == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
def test_what_is_translated_is_a_literal_with_named_places(path):
    for call in read(path)[0]:
        if call.called in {"tr", "count", *ERRORS}:
            assert not call.formatted, f"line {call.line}: an f-string cannot be translated"
            for text in chain.from_iterable(call.args[:1]):
                assert not re.search(r"{\d*}", text), f"line {call.line}: a place without a name"
