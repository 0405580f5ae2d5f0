"""No withheld word is in any part of the Word file, every released one is, and a withheld record changes no byte."""

from hypothesis import HealthCheck, given, settings

from liaison_desk.briefings.document import Group, Paragraph
from liaison_desk.briefings.release import release
from liaison_desk.briefings.render.docx import render_docx
from liaison_desk.briefings.walking import portions_of
from tests.briefings.documents import (
    AUDIENCES,
    HOME_ONLY,
    OPEN,
    RULES,
    document,
    documents,
    line,
    said,
    source,
)
from tests.briefings.word_files import parts, word


def everything(file):
    return b"\n".join(name.encode() + data for name, data in parts(file).items()).decode("utf-8", "replace")


def words_of(made):
    return {portion.text[0] for portion in portions_of(made)}


@given(documents(), AUDIENCES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_no_withheld_word_is_in_the_file_and_every_released_one_is(made, audience):
    released, _ = release(made, audience, RULES)
    found = everything(render_docx(released))
    assert {word for word in words_of(made) if word in found} == words_of(released.document)


@given(documents(with_grids=True), AUDIENCES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_no_withheld_word_of_a_calendar_is_in_the_file(made, audience):
    released, _ = release(made, audience, RULES)
    found = everything(render_docx(released))
    assert {word for word in words_of(made) if word in found} <= words_of(released.document)


@given(documents(with_grids=True))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_adding_a_withheld_record_changes_no_byte(made):
    secret = source(99, HOME_ONLY)
    hidden = Group(
        line(said("Secret", HOME_ONLY, secret)),
        (Paragraph(line(said("open words", OPEN, secret))),),
        True,
        draft="DRAFT",
    )
    _, notes = made.sections
    more = document(*notes.blocks[:1], hidden, *notes.blocks[1:])
    assert word(more) == word(made)
