"""The head of an office's reports (DIEUPHOI_LETTERHEAD) and its Word template (DIEUPHOI_TEMPLATE), wrong ones named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from dieuphoi.bot.settings import Settings, SettingsError
from dieuphoi.handlers.office import LETTERHEAD
from dieuphoi.reports import Office, office_file
from dieuphoi.wording import _

_HEAD, _TEMPLATE = "DIEUPHOI_LETTERHEAD", "DIEUPHOI_TEMPLATE"


def read(settings: Settings) -> Office:
    """The office's letterhead with its template. Raises SettingsError naming what is wrong and what is allowed."""
    head = _letterhead(settings.letterhead) if settings.letterhead else LETTERHEAD
    return replace(head, template=_template(settings.template)) if settings.template else head


def findings(settings: Settings) -> list[tuple[bool, str]]:
    """For `dieuphoi doctor`: whose head reports carry, and by which template they are made."""
    try:
        office = read(settings)
    except SettingsError as error:
        return [(False, what) for what in str(error).splitlines()]
    if settings.letterhead is None:
        text = _("Reports carry the head of the shipped plan's office ({issuer}); another: {setting}")
        found = [(True, text.format(issuer=office.issuer, setting=_HEAD))]
    else:
        found = [(True, _("Reports carry the head of {issuer}").format(issuer=office.issuer))]
    if settings.template:
        found.append((True, _("Word template of reports: {file}").format(file=settings.template)))
    return found


def _letterhead(path: Path) -> Office:
    try:
        content: Any = yaml.safe_load(_bytes(_HEAD, path).decode("utf-8"))
    except UnicodeDecodeError:
        raise _refusal(_HEAD, path, [_("not written in UTF-8; save it anew in that encoding")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        text = _("line {line}: no valid YAML. Put entries with signs such as : # [ * & in quotes.")
        raise _refusal(_HEAD, path, [text.format(line=mark.line + 1 if mark else "?")]) from None
    checked = office_file.check(content)
    if checked.office is None:
        raise _refusal(_HEAD, path, checked.wrong)
    return checked.office


def _template(path: Path) -> bytes:
    from dieuphoi.reports import own_template  # noqa: PLC0415 - docxtpl is not needed where no template is set

    content = _bytes(_TEMPLATE, path)
    if wrong := own_template.problems(content):
        raise _refusal(_TEMPLATE, path, wrong)
    return content


def _bytes(setting: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise _refusal(setting, path, [_("there is no such file that can be read")]) from None


def _refusal(setting: str, path: Path, wrong: Iterable[str]) -> SettingsError:
    return SettingsError("\n".join(f"{setting}: {path}: {what}" for what in wrong))
