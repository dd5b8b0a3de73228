"""House rules that a machine can check: floors, sizes, names, and the one rule of visibility."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "articles"
#: From the ground up. A module imports strictly lower floors; neighbours know nothing of another.
FLOORS = [
    {"statuses", "vocabulary", "text", "moments", "roles", "colours", "picture_sizes"},
    {"fields", "models"},
    {"ahead", "statements"},
    {
        "linking",
        "revisions",
        "effects",
        "exposures",
        "recall",
        "announcements",
        "passages",
        "detection",
        "search",
        "structured_data",
        "read_model",
        "counts",
        "renditions",
        "leftovers",
        "second_reading",
        "planner",
        "calendars",
        "handover",
        "authorship",
        "cards",
        "standing",
        "story",
        "terms",
    },
    {"obstacles", "suggestions", "integrity", "comparison", "merging", "deliveries", "uploads"},
    {"workflow", "upkeep"},
    {"importers"},
    {"forms", "widgets", "keys", "templatetags"},
    {"views", "feeds", "sitemaps", "media", "admin", "management"},
    {"urls", "checks", "apps"},
]
#: Within a floor that is no set of neighbours, the order in which modules may import one another.
ORDERED = [
    ["moments", "vocabulary", "text", "statuses", "roles", "colours", "picture_sizes"],
    ["fields", "models"],
    ["widgets", "forms", "keys", "templatetags"],
    ["views", "feeds", "sitemaps", "media", "admin", "management"],
    ["checks", "apps", "urls"],
]
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "services",
    "managers",
    "signals",
    "common",
    "base",
    "constants",
}
READERS = [
    "views",
    "feeds.py",
    "sitemaps.py",
    "media.py",
    "read_model",
    "story.py",
    "structured_data.py",
    "templatetags",
]
MAX_FILE, MAX_FUNCTION, MAX_NESTING = 450, 40, 3

SOURCES = sorted(p for p in HOUSE.rglob("*.py") if "migrations" not in p.parts)
ALL_SOURCES = SOURCES + sorted((ROOT / "newsroom").rglob("*.py"))


def name_of(path):
    """“models.article” for articles/models/article.py."""
    parts = list(path.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path):
    """The names below ``articles`` that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from _below(node.module, [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _below(alias.name, [])


def _below(module, names):
    if module == "articles":
        yield from names
    elif module.startswith("articles."):
        yield module.removeprefix("articles.")


def floor_of(room):
    return next((n for n, rooms in enumerate(FLOORS) if room in rooms), None)


def may_import(importer, imported):
    """Whether the floors allow one room of ``articles`` to import another."""
    if importer == imported:
        return True
    above, below = floor_of(importer), floor_of(imported)
    if above != below:
        return below is not None and above is not None and below < above
    order = next((o for o in ORDERED if importer in o and imported in o), None)
    return order is not None and order.index(imported) < order.index(importer)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_imports_lower_floors_only(path):
    importer = name_of(path).split(".")[0]
    wrong = [n for n in imports_of(path) if importer and not may_import(importer, n.split(".")[0])]

    assert wrong == []


@pytest.mark.parametrize(
    "package",
    [
        "models",
        "fields",
        "read_model",
        "detection",
        "search",
        "suggestions",
        "terms",
        "deliveries",
        "workflow",
        "upkeep",
        "admin",
        "views",
    ],
)
def test_a_package_keeps_the_order_its_docstring_gives(package):
    folder = HOUSE / package
    if not (folder / "__init__.py").exists():
        pytest.skip("not built yet")
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    order = re.findall(r"``(\w+)``", docstring.split("Order:")[-1])
    wrong = []
    for path in folder.glob("*.py"):
        if path.stem == "__init__":
            continue
        assert path.stem in order, f"{path.name} is missing in the order of {package}"
        for imported in imports_of(path):
            room, _, inner = imported.partition(".")
            inner = inner.split(".")[0]
            if room == package and inner in order and order.index(inner) >= order.index(path.stem):
                wrong.append((path.stem, inner))

    assert wrong == []


def test_the_project_is_known_by_nothing_in_the_app():
    wrong = [
        name_of(p)
        for p in SOURCES
        if re.search(r"^\s*(from|import) newsroom", p.read_text(), re.MULTILINE)
    ]

    assert wrong == []


@pytest.mark.parametrize("path", ALL_SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small_enough_to_keep_in_mind(path):
    text = path.read_text()
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > MAX_FUNCTION]
    deep = [f.name for f in functions if nesting(f) > MAX_NESTING]

    assert (text.count("\n") <= MAX_FILE, long, deep) == (True, [], [])


def nesting(node, depth=0):
    """How deep blocks lie in one another below a function."""
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
    inner = [
        nesting(child, depth + isinstance(child, blocks) - _is_elif(node, child))
        for child in ast.iter_child_nodes(node)
    ]
    return max(inner, default=depth)


def _is_elif(node, child):
    return isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]


def test_nothing_is_named_for_the_drawer_it_lies_in():
    names = {part for p in ALL_SOURCES for part in p.with_suffix("").parts}

    assert names & FORBIDDEN_NAMES == set()


def test_readers_are_shown_reports_through_published_only():
    """``Article.objects`` in a reader's room is followed by ``published(``, or it is a leak."""
    wrong = []
    for room in READERS:
        path = HOUSE / room
        for file in [path] if path.is_file() else path.rglob("*.py"):
            text = re.sub(r"\s+", "", file.read_text())
            wrong += [file.name for _ in re.finditer(r"\bArticle\.objects\.(?!published\()", text)]
            wrong += [
                file.name for _ in re.finditer(r"\.articles\.(?!published\()(all|filter)\(", text)
            ]

    assert wrong == []


def test_only_the_workflow_writes_the_status():
    """Apart from it only a measurement does, in a transaction that it rolls back."""
    measuring = "management.labelled_collection"
    pattern = re.compile(r"\.status\s*=[^=]|update\([^)]*\bstatus\s*=")
    wrong = [
        name_of(p)
        for p in SOURCES
        if pattern.search(p.read_text())
        and name_of(p) != measuring
        and not name_of(p).startswith("workflow.")
    ]

    assert wrong == []
