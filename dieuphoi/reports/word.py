"""The report as a Word document: the words of `content` in the shipped template, or in the office's own."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import UTC
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from dieuphoi.reports.content import content
from dieuphoi.reports.letterhead import Letterhead
from dieuphoi.reports.report import Report
from dieuphoi.reports.template import FILE

_PROPERTY_LIMIT = 255  # characters that a document property may have


def make(report: Report) -> bytes:
    """The .docx file."""
    words = content(report)
    template = fill(report.office.template or FILE.read_bytes(), asdict(words))
    describe(template, words.head, words.stamp, report)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def fill(template: bytes, words: dict[str, Any]) -> DocxTemplate:
    """A template with the words in the place of its fields."""
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(words, environment(), autoescape=True)
    return filled


def environment() -> Environment:
    """What a template may do: name fields, loop and choose. Nothing of the process is in its reach."""
    return SandboxedEnvironment(finalize=_escaped, autoescape=True)


def _escaped(value: object) -> Markup:
    """A value as XML. Braces become references, since docxtpl rewrites some of them after rendering."""
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - just escaped


def describe(template: DocxTemplate, head: Letterhead, stamp: str, report: Report) -> None:
    """What a file's properties say of it."""
    properties = template.docx.core_properties
    properties.title = head.subject[:_PROPERTY_LIMIT]
    properties.author = " ".join(head.issuer)[:_PROPERTY_LIMIT]
    properties.created = properties.modified = report.results.as_of.astimezone(UTC).replace(tzinfo=None)
    properties.comments = stamp
