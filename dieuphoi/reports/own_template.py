"""An office's own Word template: every field that it names is looked up among those of a report before it is used."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from lxml.etree import XMLSyntaxError

from dieuphoi.reports.content import Content
from dieuphoi.reports.word import environment, fill
from dieuphoi.wording import _

_LARGEST = 5_000_000  # bytes; with a coat of arms and a typeface a template has less than one million
_UNREADABLE = (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError, XMLSyntaxError)
_COLUMNS = 12  # more than any table has
_ANYTHING = object  # the kind of what can't be told beforehand
Scope = dict[str, Any]  # names that stand for something inside a loop → the kind of it


def problems(file: bytes) -> list[str]:
    """What keeps a file from being a template of the report, each with what is allowed; empty where nothing does."""
    if len(file) > _LARGEST:
        return [_("larger than {most} MB; leave out pictures").format(most=_LARGEST // 1_000_000)]
    try:
        tree = _parsed(file)
    except TemplateError as error:
        return [_wrong_command(error)]
    except _UNREADABLE:
        return [_("no Word file (.docx)")]
    if next(tree.find_all(nodes.Name), None) is None:
        return [_("there is no field in it, such as {example}").format(example="{{ head.subject }}")]
    return list(dict.fromkeys(_unknown(tree, {}))) or list(_in_use(file))


def _wrong_command(error: TemplateError) -> str:
    return _("a command in braces is wrong: {why}").format(why=error.message)


def _parsed(file: bytes) -> nodes.Template:
    """The commands and fields of the text, the headers and the footers."""
    template = DocxTemplate(io.BytesIO(file))
    template.init_docx()
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [part.blob.decode("utf-8") for _key, part in template.get_headers_footers(uri)]
    return environment().parse("".join(map(template.patch_xml, parts)))


def _in_use(file: bytes) -> Iterator[str]:
    """What goes wrong as the template is filled in, with an example of every field."""
    try:
        fill(file, _example(Content)).save(io.BytesIO())
    except TemplateSyntaxError as error:  # a filter or test that there is not
        yield _wrong_command(error)
    except (TemplateError, TypeError, ArithmeticError, *_UNREADABLE) as error:
        yield _("it can't be filled in: {why}").format(why=str(error)[:200])


def _example(kind: Any) -> Any:
    """A value of a kind: a dataclass as the map of its fields, as `word` hands it to the template."""
    if is_dataclass(kind):
        return {name: _example(inner) for name, inner in get_type_hints(kind).items()}
    if get_origin(kind) is tuple:
        return (_example(get_args(kind)[0]),) * _COLUMNS
    return 1 if kind is int else "x"


def _unknown(node: nodes.Node, scope: Scope) -> Iterator[str]:
    """A sentence for each field in and below a node that no report has."""
    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, scope)
        inside = scope | dict.fromkeys(_targets(node.target), _ANYTHING) | {"loop": _ANYTHING}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = _element(_kind(node.iter, scope))
        for child in (*node.body, *node.else_, *filter(None, [node.test])):
            yield from _unknown(child, inside)
        return
    if isinstance(node, nodes.Assign):
        scope |= dict.fromkeys(_targets(node.target), _ANYTHING)
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and node.ctx == "load":
        yield from _no_such(node, scope)
    for child in node.iter_child_nodes():
        yield from _unknown(child, scope)


def _targets(target: nodes.Node) -> Iterable[str]:
    names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
    return [name.name for name in names]


def _no_such(node: nodes.Name | nodes.Getattr | nodes.Getitem, scope: Scope) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        if node.name not in scope and node.name not in _fields(Content):
            yield _not_among(node.name, Content)
        return
    whole, name = _kind(node.node, scope), _field_name(node)
    if name is not None and is_dataclass(whole) and name not in _fields(whole):
        yield _not_among(f"{_path(node.node)}.{name}", whole)
    elif name is not None and (whole in (str, int) or get_origin(whole) is tuple):
        text = _("“{field}” is no field: “{whole}” has no parts with names")
        yield text.format(field=f"{_path(node.node)}.{name}", whole=_path(node.node))


def _not_among(field: str, kind: Any) -> str:
    text = _("there is no field “{field}”; there are: {fields}")
    return text.format(field=field[:80], fields=", ".join(sorted(_fields(kind))))


def _kind(node: nodes.Node, scope: Scope) -> Any:
    """The kind of value that an expression stands for, as far as it can be told."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name) or _fields(Content).get(node.name, _ANYTHING)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        whole, name = _kind(node.node, scope), _field_name(node)
        if name is None:
            return whole if isinstance(getattr(node, "arg", None), nodes.Slice) else _element(whole)
        return _fields(whole).get(name, _ANYTHING) if is_dataclass(whole) else _ANYTHING
    return _ANYTHING


def _field_name(node: nodes.Getattr | nodes.Getitem) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    named = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return str(node.arg.value) if named else None  # type: ignore[attr-defined]  # `named` has looked


def _element(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is tuple else _ANYTHING


def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _path(node: nodes.Node) -> str:
    """An expression as it is written: head.issuer."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return _path(node.node) if isinstance(node, nodes.Getitem) else "…"
