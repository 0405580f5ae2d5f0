"""Every word that tasks say has its Japanese."""

import ast
import json
from pathlib import Path

import liaison_desk.tasks
from liaison_desk.foundation.core.resources import resource


def said(package):
    for path in Path(package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = {"tr": node.args[:1], "count": node.args[:2], "Problem": node.args[1:2]}.get(name, ())
                given = node.args[:1] if name.endswith("Error") else given
                yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_word_of_tasks_has_its_japanese():
    catalogue = json.loads(resource("translations", "ja", "tasks.json").read_text("utf-8"))
    assert len(catalogue) > 80
    assert set(said(liaison_desk.tasks)) - set(catalogue) == set()
