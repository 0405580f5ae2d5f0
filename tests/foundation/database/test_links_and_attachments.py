"""Links are told from both ends; files are kept once, under a name that is never a path."""

import pytest

from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from tests.conftest import Maker


@pytest.fixture
def refs(any_desk):
    make = Maker(any_desk)
    return [RecordRef("task", make.task(words).id, words) for words in ("One", "Two", "Three")]


def test_a_link_is_told_from_both_ends(any_desk, refs):
    one, two, three = refs
    any_desk.links.add(one, two)
    any_desk.links.add(three, one)
    any_desk.links.add(one, two)
    assert any_desk.links.of(one) == [two, three]
    assert any_desk.links.of(two) == [one]


def test_a_link_is_taken_away_from_either_end(any_desk, refs):
    one, two, three = refs
    any_desk.links.add(one, two)
    any_desk.links.add(one, three)
    any_desk.links.remove(two, one)
    assert any_desk.links.of(one) == [three]


def test_linking_and_unlinking_are_undone_and_done_again(any_desk, refs):
    one, two, _ = refs
    any_desk.links.add(one, two)
    any_desk.links.remove(two, one)
    assert any_desk.history.undo() == "Unlink records"
    assert any_desk.links.of(one) == [two]
    any_desk.history.undo()
    assert any_desk.links.of(one) == []
    any_desk.history.redo()
    any_desk.history.redo()
    assert any_desk.links.of(one) == []
    any_desk.links.add(two, one)
    assert any_desk.links.of(one) == [two]
    assert any_desk.history.trash() == []
    assert any_desk.check() == []


def test_a_record_in_the_trash_is_not_linked_to(any_desk, refs):
    any_desk.links.add(refs[0], refs[1])
    any_desk.tasks.delete([refs[1].id])
    assert any_desk.links.of(refs[0]) == []
    any_desk.history.undo()
    assert any_desk.links.of(refs[0]) == [refs[1]]


def test_the_same_bytes_are_kept_once(any_desk, refs):
    for ref, name in zip(refs, ("a.txt", "b.txt", "c.txt"), strict=True):
        any_desk.attachments.add(ref, name, b"\x00the same\xff")
    with any_desk.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachment_content").scalar() == 1
    kept = any_desk.attachments.of(refs[1])
    assert [file.name for file in kept] == ["b.txt"]
    assert any_desk.attachments.data(kept[0].id) == b"\x00the same\xff"


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("annex.pdf", "annex.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jun\\annex.pdf", "annex.pdf"),
        ("..", "file"),
        ("folder/", "file"),
        ("", "file"),
        ("計画\x00書\n.pdf", "計画書.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("x" * 400, "x" * 255),
    ],
)
def test_a_name_is_never_a_path(desk, make, called, kept):
    ref = RecordRef("task", make.task().id)
    assert desk.attachments.add(ref, called, b"x").name == kept
    assert [file.name for file in desk.attachments.of(ref)] == [kept]


def test_a_file_is_found_by_its_japanese_name(any_desk, refs):
    any_desk.attachments.add(refs[0], "共同訓練計画書.pdf", b"x")
    assert [hit.kind for hit in any_desk.search("計画書")] == ["attachment"]


def test_a_removed_file_comes_back_with_its_bytes(any_desk, refs):
    file = any_desk.attachments.add(refs[0], "annex.pdf", b"annex")
    any_desk.attachments.remove([file.id])
    assert any_desk.attachments.of(refs[0]) == []
    any_desk.history.undo()
    assert any_desk.attachments.data(any_desk.attachments.of(refs[0])[0].id) == b"annex"


def test_too_large_a_file_is_refused(desk, make):
    with pytest.raises(DeskError) as refused:
        desk.attachments.add(RecordRef("task", make.task().id), "big.bin", bytes(LARGEST + 1))
    assert "big.bin is larger than 100 MB" in str(refused.value)


def test_a_file_that_is_not_there_says_so(desk):
    with pytest.raises(NotFoundError):
        desk.attachments.data(12345)
