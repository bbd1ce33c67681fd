"""What follows when the content of a file that a channel kept is here, or will not come."""

from __future__ import annotations

import hashlib

from dieuphoi.handlers import phrases
from dieuphoi.handlers.files import too_large, wrong_type
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.turn import to_people
from dieuphoi.plan import evidence
from dieuphoi.storage import files, people, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.files import Job
from dieuphoi.wording import _


def arrived(tx: Transaction, job: Job, content: bytes, most: int) -> list[Message]:
    """The content is here: it is kept, unless it is no evidence after all, or what the task has already."""
    wrong = too_large(most) if len(content) > most else wrong_type(job.name, content)
    if wrong:
        files.end(tx, job.id, files.REFUSED)
        return _to_sender(tx, job, wrong)
    digest = hashlib.sha256(content).hexdigest()
    for assignment_id, _person in files.uses(tx, job.id):
        same = files.same(tx, assignment_id, digest, besides=job.id)
        if same is not None:
            files.end(tx, job.id, files.DOUBLE)
            text = _("The task has this file already: {name}, {at}. It is kept once.")
            return _to_sender(tx, job, text.format(name=same.name, at=phrases.moment(same.at)))
    files.fill(tx, job.id, content, evidence.kind_of(content, job.name).mime)
    return []


def never(tx: Transaction, job: Job) -> list[Message]:
    """The content can't be had: the sender is asked for it again, and the operators know."""
    files.end(tx, job.id, files.LOST)
    operators = to_people(
        tx,
        people.with_role(tx, Role.OPERATOR),
        _(
            "File No. {n} could not be fetched; its sender was asked to send it again. See: dieuphoi doctor"
        ).format(n=job.id),
    )
    text = _("The file {name} could not be fetched and was not kept. Please send it again; at most 20 MB.")
    return [*_to_sender(tx, job, text.format(name=job.name)), *operators]


def _to_sender(tx: Transaction, job: Job, text: str) -> list[Message]:
    """To whoever sent the file, with the task that it was for."""
    messages: list[Message] = []
    for assignment_id, person_id in files.uses(tx, job.id)[:1]:
        item = tasks.get(tx, assignment_id)
        if item is not None and person_id is not None:
            messages += to_people(
                tx, [person_id], f"{item.code} · {item.short_title}\n{text}", about=[item.id]
            )
    return messages
