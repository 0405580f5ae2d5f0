"""Every sentence of the domain floor can be said in Japanese, with the same values in it."""

import ast
import json
import re
from pathlib import Path

import liaison_desk.domain
from liaison_desk.foundation.core.resources import resource

SPEAKERS = {"DeskError", "RefusedError", "UnreadableError", "Problem", "Decision", "GuardResult", "tr"}


def sentences():
    """Every literal that ends in a person's sight: given to an error, a problem, a decision, a note or ``tr``."""
    found = set()
    for path in Path(liaison_desk.domain.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in SPEAKERS:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                found |= {text for text in texts if " " in text or name == "tr"}
    return found


def catalogue():
    return {
        english: japanese
        for path in sorted(resource("translations", "ja").glob("*.json"))
        for english, japanese in json.loads(path.read_text("utf-8")).items()
    }


def test_every_sentence_has_its_japanese():
    assert sentences() - set(catalogue()) == set()


def test_the_japanese_keeps_every_value():
    words = catalogue()
    for english in sentences():
        japanese = words[english]
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", japanese)), english
