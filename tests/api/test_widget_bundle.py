"""Modules of the widget in one script."""

import pytest

from api.widget_bundle import ModuleForm, bundle

MODULES = {
    "main.js": "import { double } from './sums/double.js';\nimport { ONE } from './one.js';\nexport const two = 2;",
    "sums/double.js": "import { ONE } from '../one.js';\nexport function double(n) { return n * 2 * ONE; }\n",
    "one.js": "export const ONE = 1;\nconst hidden = 3;\n",
    "unused.js": "export const never = 1;\n",
}


def test_what_is_imported_comes_first_and_once() -> None:
    text = bundle(MODULES, "main.js")
    assert text.count("const in_one = ") == 1
    assert text.index("const in_one = ") < text.index("const in_sums_double = ") < text.index("const in_main = ")
    assert "never" not in text


def test_no_import_is_left_and_the_entry_exports_what_it_did() -> None:
    lines = bundle(MODULES, "main.js").splitlines()
    assert [line for line in lines if line.startswith("import")] == []
    assert [line for line in lines if line.startswith("export")] == ["export const { two } = in_main;"]


@pytest.mark.parametrize(
    "line", ["import x from './one.js';", "export default 1;", "export { ONE } from './one.js';", "import './one.js';"]
)
def test_another_form_is_refused_and_named(line: str) -> None:
    with pytest.raises(ModuleForm, match=r"main\.js has `(im|ex)port"):
        bundle(MODULES | {"main.js": line + "\n"}, "main.js")


def test_a_circle_of_imports_is_refused_and_named() -> None:
    circle = {
        "a.js": "import { b } from './b.js';\nexport const a = 1;\n",
        "b.js": "import { a } from './a.js';\nexport const b = a;\n",
    }
    with pytest.raises(ModuleForm, match=r"a\.js > b\.js > a\.js"):
        bundle(circle, "a.js")
