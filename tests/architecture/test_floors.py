"""The house stands as it was drawn: who may know whom, and the few habits no linter knows."""

import ast
from pathlib import Path

import pytest
from importlinter import api as importlinter

import liaison_desk

PACKAGE = Path(liaison_desk.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITES = {"insert", "update", "delete"}
# Values that never change: making one at module level is naming a constant.
FROZEN_CALLS = {
    "MappingProxyType", "frozenset", "tuple", "compile", "TypeVar", "ParamSpec", "NewType", "Path", "date", "datetime",
    "time", "timedelta", "Decimal", "Fraction", "namedtuple", "NamedTuple", "array", "range", "bytes", "str", "int",
    "resolve", "maketrans", "join", "encode", "Sort", "QSize", "QRect", "QModelIndex", "object", "where", "order_by", "group_by", "limit", "label", "union_all",
}  # fmt: skip


CHANGES = {"append", "extend", "insert", "add", "update", "pop", "popitem", "clear", "remove", "discard", "setdefault"}


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture
def contracts(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_every_import_goes_down(contracts, capsys):
    user_options = importlinter.read_configuration(config_filename=str(ROOT / "pyproject.toml"))
    assert len(user_options["contracts_options"]) >= 14
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def says_what_it_is_and_stays_small(path, tree, nodes):
    assert ast.get_docstring(tree), "the module has no docstring"
    if "versions" not in path.parts:
        assert len(path.read_text("utf-8").splitlines()) <= 400


def test_a_file_of_tests_stays_small_too():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in TESTS}
    assert lines
    assert {name: number for name, number in lines.items() if number > 400} == {}


def marks_abstract_what_subclasses_must_give(path, tree, nodes):
    """Mypy then refuses to make one that forgot it, also where Qt's metaclass leaves no room for Python's ABCMeta."""
    for node in nodes:
        if isinstance(node, ast.Raise) and node.exc is not None:
            assert "NotImplementedError" not in ast.unparse(node.exc), f"line {node.lineno}: use @abstractmethod"


def keeps_no_state(path, tree, nodes):
    containers = set()
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, value = [target.id for target in node.targets if isinstance(target, ast.Name)], node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            targets, value = [node.target.id], node.value
        else:
            assert not isinstance(node, ast.AugAssign), f"line {node.lineno}: a module's value is changed"
            continue
        if isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)):
            assert all(name.isupper() or name == "__all__" for name in targets), f"line {node.lineno}: no constant"
            assert not isinstance(value, (ast.List, ast.Dict)) or (
                value.elts if isinstance(value, ast.List) else value.keys
            ), f"line {node.lineno}: an empty container waits to be filled"
            containers |= set(targets)
        elif isinstance(value, ast.Call):
            called = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
            assert called in FROZEN_CALLS or is_declaration(called), f"line {node.lineno}: what is a {called}()?"
    for node in nodes:
        assert not isinstance(node, ast.Global), f"line {node.lineno}: a global"
        assert changed_name(node) not in containers, f"line {node.lineno}: a constant is changed"


def changed_name(node):
    """Return the name of the container that a statement or call changes in place."""
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Delete)):
        targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
        for target in targets:
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                return target.value.id
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
        return getattr(node.func.value, "id", None)
    return None


def is_declaration(called):
    """Tell whether a call declares something that is the same in every run: tables, their orders, kinds of record, frozen values."""
    declared = called.endswith(("_table", "_type")) or called in {"Table", "MetaData", "RecordType", "order_of"}
    return declared or called in frozen_values()


def statements(within):
    """Yield the statements within a module or another statement: classes stand among these alone."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        some = getattr(within, name, ())
        for one in some if isinstance(some, list) else ():
            yield one
            yield from statements(one)


def frozen_values():
    """Return the names of all frozen dataclasses, enumerations and named tuples of the package."""
    if not hasattr(frozen_values, "known"):
        found = set()
        for path in MODULES:
            for node in statements(tree_of(path)):
                if isinstance(node, ast.ClassDef):
                    frozen = any("frozen=True" in ast.unparse(one) for one in node.decorator_list)
                    bases = {ast.unparse(base) for base in node.bases}
                    if frozen or bases & {"Enum", "IntEnum", "StrEnum", "NamedTuple"}:
                        found.add(node.name)
        frozen_values.known = found
    return frozen_values.known


def tables_written(path):
    """Return the names of table values that a module inserts into, updates or deletes from."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITES and node.args:
            argument = node.args[0]
            if isinstance(argument, ast.Name):
                yield argument.id


STORES = [path for path in MODULES if path.stem == "store" or path.parent.name == "store"]


@pytest.mark.parametrize("path", STORES, ids=name_of)
def test_a_store_writes_only_its_own_tables(path):
    capability = path.relative_to(PACKAGE).parts[0]
    own = {
        target.id
        for node in tree_of(PACKAGE / "schema" / f"{capability}.py").body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert set(tables_written(path)) <= own


def test_there_are_stores_to_look_at():
    assert len(STORES) >= 5


def writes_sql_in_stores_only(path, tree, nodes):
    below = path.relative_to(PACKAGE).parts[0] == "schema" or "database" in path.parts
    if not below and path not in STORES:
        imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        assert not any((module or "").startswith("sqlalchemy") for module in imported)


def has_no_name_that_says_nothing(path, tree, nodes):
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            assert not node.name.endswith(("Manager", "Helper", "Util", "Utils")), node.name
    assert path.stem not in {"utils", "util", "helpers", "misc", "common_utils"}


RULES = (
    says_what_it_is_and_stays_small, marks_abstract_what_subclasses_must_give, keeps_no_state, writes_sql_in_stores_only,
    has_no_name_that_says_nothing,
)  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_keeps_the_rules_of_the_house(path):
    tree = tree_of(path)  # once for all of them: it takes longer than they do
    nodes = tuple(ast.walk(tree))
    for rule in RULES:
        rule(path, tree, nodes)
