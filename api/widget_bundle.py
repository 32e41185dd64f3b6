"""One script out of the widget's modules, so that opening the chat asks the server once and not thirty times.

A module becomes a function that is called once and returns what it exported; an import becomes names taken from that.
The modules keep to two forms for this, `import { a, b } from './c.js';` and an `export` before a declaration.
"""

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r"^import \{ ([\w, ]+) \} from '(\.[^']+)';$", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const) )(\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ModuleForm(Exception):
    """A module is written in a form that cannot be put together with others."""


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """The module `entry` and all that it imports, in one.

    Args:
        modules: their texts by path: `view/panel.js`.
        entry: the path of the one that a page imports.

    Raises:
        ModuleForm: if a module has another form of import or export, or imports itself by way of others.
    """
    ordered: list[str] = []
    _add(modules, entry, ordered, ())
    exported = _exports_of(modules[entry])
    ending = f"export const {{ {', '.join(exported)} }} = {_name(entry)};\n" if exported else ""
    return "".join(_as_function(modules[path], path) for path in ordered) + ending


def _add(modules: Mapping[str, str], path: str, ordered: list[str], above: tuple[str, ...]) -> None:
    """Put a module behind those that it imports."""
    if path in above:
        raise ModuleForm(f"widget/{path} imports itself: {' > '.join((*above, path))}")
    if path in ordered:
        return
    for found in _IMPORT.finditer(modules[path]):
        _add(modules, _target(path, found[2]), ordered, (*above, path))
    ordered.append(path)


def _as_function(text: str, path: str) -> str:
    body = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = {_name(_target(path, found[2]))};", text)
    body = _EXPORT.sub(r"\1\2", body)
    if left := _LEFT.search(body):
        raise ModuleForm(f"widget/{path} has `{left[0]}`, which is no form of import or export that is known here")
    return f"const {_name(path)} = (() => {{\n{body}\nreturn {{ {', '.join(_exports_of(text))} }};\n}})();\n"


def _exports_of(text: str) -> list[str]:
    return [found[2] for found in _EXPORT.finditer(text)]


def _target(path: str, named: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), named))


def _name(path: str) -> str:
    """`in_view_panel` for `view/panel.js`."""
    return "in_" + re.sub(r"\W", "_", path.removesuffix(".js"))
