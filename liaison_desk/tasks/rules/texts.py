"""All that people write into a task, by the field it is written in: what the guard of the ceiling looks at."""

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Task


def texts_of(task: Task) -> dict[str, Bilingual]:
    """Return the texts of a task by field; of its log those that nobody has signed yet, the others were looked at then."""
    written = {
        "reason": task.reason,
        "source": task.source,
        "waiting_on": task.waiting_on,
        "checklist": "\n".join(step.text for step in task.checklist),
        "log": "\n".join(entry.text for entry in task.log if not entry.author),
        "url": task.url,
        "support": "\n".join(one.name for one in task.support),
    }
    texts = {"title": task.title, "detail": task.detail} | {name: Bilingual(text) for name, text in written.items()}
    rfi = task.rfi
    if rfi is not None:
        asked = {"justification": rfi.justification, "channel": rfi.channel, "office": rfi.office, "asker": rfi.asker}
        texts |= {"question": rfi.question, "answer": rfi.answer}
        texts |= {name: Bilingual(text) for name, text in asked.items()}
        texts["chain"] = Bilingual("\n".join(f"{step.who}\n{step.note}" for step in rfi.chain))
    return {name: text for name, text in texts.items() if text}
