"""What is erased for good is nowhere any more, and the history still proves that nothing else is missing."""

from dataclasses import replace
from pathlib import Path
from random import Random

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.tasks.records import Task

SECRET = "Quibbleworth"


def bytes_of(desk):
    return b"".join(path.read_bytes() for path in Path(desk.location).parent.glob("test.desk*"))


def test_no_byte_of_what_was_erased_stays_in_the_file(desk, make):
    for number in range(40):
        make.task(f"Neighbour {number}")
    task = make.task(f"{SECRET} before", detail=Bilingual(f"about {SECRET} " * 300))
    task = desk.tasks.save(replace(task, title=Bilingual(f"{SECRET} after")))
    desk.attachments.add(RecordRef("task", task.id), f"{SECRET}.txt", f"{SECRET} attached".encode() * 5000)
    assert SECRET.encode() in bytes_of(desk)
    desk.tasks.delete([task.id])
    desk.history.purge("task", [task.id])
    found = bytes_of(desk)
    assert SECRET.encode() not in found
    assert SECRET.casefold().encode() not in found
    assert b"Neighbour 7" in found
    assert desk.check() == []


def test_the_erasing_itself_is_on_record(desk, make):
    task = make.task("Gone")
    desk.history.purge("task", [task.id])
    entries = desk.history.entries(task.uid)
    assert [entry.action for entry in entries] == ["purge", "do"]
    assert all(entry.purged and entry.before is None and entry.after is None for entry in entries)


def test_files_and_links_go_with_their_record(any_desk):
    one, other = (any_desk.tasks.save(Task(title=Bilingual(words))) for words in ("One", "Other"))
    refs = RecordRef("task", one.id), RecordRef("task", other.id)
    any_desk.links.add(*refs)
    for ref in refs:
        any_desk.attachments.add(ref, "shared.txt", b"the same")
    mine = any_desk.attachments.add(refs[0], "mine.txt", b"only here")
    any_desk.history.purge("task", [one.id])
    assert any_desk.links.of(refs[1]) == []
    assert any_desk.attachments.of(refs[0]) == []
    assert [file.name for file in any_desk.attachments.of(refs[1])] == ["shared.txt"]
    assert any_desk.attachments.data(any_desk.attachments.of(refs[1])[0].id) == b"the same"
    with any_desk.database.read() as connection:
        contents = connection.exec_driver_sql("SELECT sha256 FROM attachment_content").scalars().all()
    assert mine.sha256 not in contents
    assert len(contents) == 1
    assert any_desk.check() == []


def test_erasing_what_is_gone_already_changes_nothing(desk, make):
    task = make.task()
    desk.history.purge("task", [task.id])
    before = desk.history.count()
    desk.history.purge("task", [task.id])
    assert desk.history.count() == before


def test_nothing_that_was_erased_by_hand_stays_in_pages_whose_rows_were_shifted(desk, make):
    """SQLite overwrites what it deletes, but not what is left where rows moved from: only writing anew leaves nothing."""
    random = Random(3)  # with which two of them would stay
    tasks = [
        make.task(f"PASS{n:03}{random.getrandbits(60):x}", detail=Bilingual("n" * random.randrange(40)))
        for n in range(60)
    ]
    for _ in range(60):
        number = random.randrange(60)
        changed = replace(tasks[number], detail=Bilingual("m" * random.randrange(900)))
        tasks[number] = desk.tasks.save(changed)
    gone = [one for one in tasks if random.random() < 0.6]
    for start in range(0, len(gone), 4):
        assert desk.history.purge("task", [one.id for one in gone[start : start + 4]]), "it was written anew"
    data = bytes_of(desk).lower()
    assert [one.title.host for one in gone if one.title.host[:12].lower().encode() in data] == []
    assert all(one.title.host.lower().encode() in data for one in tasks if one not in gone)
    assert desk.check() == []
