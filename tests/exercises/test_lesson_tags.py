"""The tags of lessons are a file that a user may edit: what is wrong in it is said, with the file's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exercises.rules.tags import load_tags, read_tags
from liaison_desk.foundation.core.errors import NotFoundError, UnreadableError
from liaison_desk.foundation.core.language import Language

TRAINING = '[training]\nshort = "T"\nen = "Training"\nja = "訓練"\n'


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "tags.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_tags(path)

    return reading


def test_the_shipped_tags_are_dotmlpf_p_in_both_languages():
    tags = load_tags()
    assert [one.short for one in tags.all] == ["D", "O", "T", "M", "L", "P", "F", "Pol"]
    assert (tags.name("materiel", "en"), tags.name("materiel", "ja")) == ("Materiel", "装備")


def test_a_typed_word_means_the_tag_of_that_name_in_either_language_or_by_its_letters():
    tags = load_tags()
    assert {tags.meant(word) for word in ("Training", " training ", "訓練", "T", "t", "ＴＲＡＩＮＩＮＧ")} == {
        "training"
    }
    assert tags.meant(" Interpreters ") == "Interpreters"
    assert (tags.name("Interpreters", "ja"), tags.short("Interpreters")) == ("Interpreters", "Interpreters")


def test_a_tag_is_named_by_the_beginning_of_its_name_or_by_its_letters():
    tags = load_tags()
    assert tags.named("train") == tags.named("訓") == tags.named("T") == ("training",)
    assert tags.named(" Leader") == ("leadership",)
    assert tags.named("") == tags.named("names came late") == ()


@given(st.text(max_size=40))
def test_what_a_word_means_means_itself(word):
    tags = load_tags()
    assert tags.meant(tags.meant(word)) == tags.meant(word)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no tag in it"),
        ("[training", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        ("training = 1", "“training” is no table"),
        ('[Training]\nshort="T"\nen="a"\nja="b"', "“Training” cannot be a tag's key"),
        (TRAINING + 'color = "red"', "“training” has “color”"),
        ('[training]\nshort = "T"\nen = "Training"', "“training” needs its ja"),
        ('[training]\nshort = "T"\nen = 5\nja = "訓練"', "“training” needs its en"),
        ('[training]\nshort = " "\nen = "Training"\nja = "訓練"', "“training” needs its short"),
        ('[training]\nshort = "TRAIN"\nen = "Training"\nja = "訓練"', "The short of “training” is too long. It has at most 4"),
        (TRAINING + '[drill]\nshort = "Dr"\nen = "training"\nja = "錬成"', "“drill” and “training” have the same en"),
        ("".join(f'[t{n}]\nshort="{n}"\nen="t{n}"\nja="t{n}"\n' for n in range(41)), "more than 40 tags"),
        ("#" * 70_000, "too large"),
    ],
)  # fmt: skip
def test_a_spoilt_file_says_what_to_mend(read, text, said):
    with pytest.raises(UnreadableError) as raised:
        read(text)
    words = Language("en").error(raised.value)
    assert said in words
    assert "tags.toml" in words


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises((UnreadableError, NotFoundError)) as raised:
        read_tags(tmp_path / "gone.toml")
    assert "gone.toml" in Language("en").error(raised.value)


def test_an_edited_file_is_read_in_its_order(read):
    tags = read('\ufeff[space]\nshort = "S"\nen = "Space"\nja = "宇宙"\n' + TRAINING)
    assert [one.key for one in tags.all] == ["space", "training"]
