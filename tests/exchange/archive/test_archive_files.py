"""The files of records inside a document: each with its owner, their bytes once; what is damaged costs no more than itself."""

import hashlib
import json
import tracemalloc
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.archive.document import MAX_BYTES, ArchiveContent, read_archive, write_archive
from liaison_desk.exchange.archive.files import content_of
from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from tests.exchange.archive.full import CONTENTS, attached, full_desk, written

SHARED = next(digest for digest, data in CONTENTS.items() if len(data) > 200)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20), st.binary(max_size=300)), max_size=5))
def test_any_files_come_back_with_their_bytes(files: list[tuple[str, str, bytes]]) -> None:
    person = Person(id=1, uid="person-a", name=PersonName("Morishita"))
    many = tuple(attached(f"{n}", n, name, data, media_type=kind) for n, (name, kind, data) in enumerate(files, 1))
    held = {hashlib.sha256(data).hexdigest(): data for _, _, data in files}
    data = write_archive(ArchiveContent(people=(person,), files=many), held.get)
    read = read_archive(data)
    assert (read.content.files, read.contents, read.problems) == (many, held, ())
    assert len(json.loads(data)["contents"]) == len(held)


def test_the_document_names_the_owner_by_uid_and_holds_shared_bytes_once() -> None:
    document = json.loads(written(full_desk()))
    assert [one["owner_id"] for one in document["files"]] == ["person-a", "meeting-a"]
    assert [one["sha256"] for one in document["contents"]] == [SHARED]
    assert read_archive(written(full_desk())).contents == {SHARED: CONTENTS[SHARED]}


def test_an_archive_from_before_there_were_files_is_read() -> None:
    document = json.loads(written(full_desk()))
    del document["files"], document["contents"], document["searches"]
    read = read_archive(json.dumps(document).encode())
    assert (read.content, read.problems) == (replace(full_desk(), files=(), searches=()), ())


def test_the_files_of_a_record_that_is_not_written_stay_behind_with_their_bytes() -> None:
    document = json.loads(written(replace(full_desk(), people=(), meetings=())))
    assert (document["files"], document["contents"]) == ([], [])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"data": "!" * 8}, "is damaged"),
        ({"data": "QUJD"}, "is damaged"),
        ({"data": "写真"}, "is damaged"),
        ({"data": 7}, "is damaged"),
        ({"data": None}, "is damaged"),
        ({"sha256": "0" * 64}, "is damaged"),
        ({"sha256": [[["deep"]]]}, "is damaged"),
    ],
)
def test_damaged_bytes_cost_the_files_that_have_them_and_are_named(change: dict[str, Any], reason: str) -> None:
    document = json.loads(written(full_desk()))
    document["contents"][0].update(change)
    read = read_archive(json.dumps(document).encode())
    assert (read.content.files, read.contents, read.skipped) == ((), {}, 2)
    assert replace(read.content, files=full_desk().files) == full_desk()
    told = "\n".join(map(str, read.problems))
    assert reason in told
    assert "“portrait.jpg” was left out" in told


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"owner_id": "stranger"}, "not in the archive and was left out: stranger"),
        ({"owner_id": ""}, "belongs to no record"),
        ({"owner_id": 0}, "belongs to no record"),
        ({"owner_id": 1}, "not in the archive and was left out: ?"),
        ({"owner_id": ["person-a"]}, "files.owner_id"),
        ({"owner_kind": "task"}, "not in the archive and was left out: person-a"),
        ({"owner_kind": "attachment", "owner_id": "file-b"}, "not in the archive and was left out: file-b"),
        ({"owner_kind": {"a": 1}}, "not in the archive and was left out: person-a"),
        ({"size": 1}, "its content is not in the archive"),
        ({"size": -1}, "its content is not in the archive"),
        ({"size": "7"}, "files.size"),
        ({"sha256": "../../etc/passwd"}, "its content is not in the archive"),
        ({"name": None}, "files.name"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_left_out_and_named(change: dict[str, Any], reason: str) -> None:
    document = json.loads(written(full_desk()))
    document["files"][0].update(change)
    read = read_archive(json.dumps(document).encode())
    assert [one.uid for one in read.content.files] == ["file-b"]
    assert read.skipped == 1
    assert reason in "\n".join(map(str, read.problems))


@pytest.mark.parametrize("value", ["text", 7, None, [], [[]], {}, [None, "x", 3, {}], {"sha256": SHARED, "data": ""}])
def test_anything_in_the_place_of_bytes_is_listed(value: Any) -> None:
    document = json.loads(written(full_desk()))
    document["contents"] = value
    read = read_archive(json.dumps(document).encode())
    assert (read.content.files, read.skipped) == ((), 2)
    assert len(read.problems) >= 2


def test_owners_nested_as_deep_as_they_come_are_listed() -> None:
    for depth in (100, 900, 960, 980, 100_000):
        deep = "[" * depth + "]" * depth
        for field in ("owner_id", "owner_kind", "sha256"):
            data = written(full_desk()).decode().replace(f'"{field}": "', f'"{field}": {deep}, "x": "')
            assert read_archive(data.encode()).content.files == ()


def test_a_file_larger_than_the_window_takes_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(UnreadableError, match="larger than 100 MB"):
        content_of({"sha256": "0" * 64, "data": "A" * (LARGEST // 3 * 4 + 8)})


def test_an_archive_that_no_desk_would_read_is_not_written() -> None:
    many = tuple(
        attached(f"{n}", n, "film", size=LARGEST, sha256=f"{n:064}") for n in range(1, MAX_BYTES // LARGEST + 1)
    )
    with pytest.raises(DeskError, match="larger than 512 MB"):
        write_archive(
            replace(full_desk(), files=many), lambda _digest: pytest.fail("nothing needs to be read for that")
        )


def test_a_byte_that_is_no_text_costs_one_record() -> None:
    data = written(full_desk())
    read = read_archive(data.replace("健吾".encode(), b"\xff\xfe\x80", 1))
    assert read.content.people == ()
    assert read.content.meetings[0].title == full_desk().meetings[0].title
    assert "This line is damaged and was left out." in map(str, read.problems)


def test_many_photos_take_little_more_memory_than_they_are_large() -> None:
    random = Random(7)
    photos = {hashlib.sha256(data).hexdigest(): data for data in (random.randbytes(300_000) for _ in range(40))}
    files = tuple(attached(digest, n, "写真.jpg", data) for n, (digest, data) in enumerate(photos.items(), 1))
    desk = replace(full_desk(), files=files)
    tracemalloc.start()
    try:
        data = write_archive(desk, photos.get)
        assert tracemalloc.get_traced_memory()[1] < 2.5 * len(data)
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        read = read_archive(data)
        assert tracemalloc.get_traced_memory()[1] - before < 2.2 * len(data)
    finally:
        tracemalloc.stop()
    assert read.contents == photos
