"""Whom a typed text means: people, organizations and posts in any spelling, and never a word that merely contains a name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Billet, Organization, OrganizationName, Person
from liaison_desk.contacts.rules.spelling import Typed, spelt
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName

MULLER, SMITH_JONES, O_BRIEN = (
    PersonName("Müller", "Jörg"),
    PersonName("Smith-Jones", "Pat"),
    PersonName("O'Brien", "Pat"),
)
SUZUKI = PersonName("Suzuki", "Taro", "鈴木", "太郎", "すずき", "たろう")
AOI = PersonName("Aoi", "Rin", "葵", "凛", "あおい", "りん")
FILLING = "x " * 200
SYLLABLES = ("ka", "shi", "no", "mu", "tsu", "re", "bo", "ji", "chi", "ha", "o", "ya")
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=4).map("".join).map(str.title)
WORDS = st.lists(
    st.sampled_from(("Plans", "Staff", "Aide to", "Office of", "Gen", "Chief,", "(ret)", "J5", "防衛課")), max_size=4
)


def means(typed, name):
    return Typed(typed).means(
        name.family, name.given, name.native_family, name.native_given, name.reading_family, name.reading_given, ""
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (MULLER, "Joerg Mueller"),
        (MULLER, "Mueller"),
        (MULLER, "Mu\u0308ller"),
        (PersonName("Mueller", "Joerg"), "Col Müller"),
        (PersonName("Sørensen"), "Soerensen"),
        (PersonName("Strauß"), "Col STRAUSS"),
        (PersonName("Strauss"), "Strauß"),
        (PersonName("Ōno", "Ken"), "Oono Ken"),
        (SMITH_JONES, "Smith"),
        (SMITH_JONES, "Jones"),
        (SMITH_JONES, "Pat Jones"),
        (SMITH_JONES, "Smithjones"),
        (PersonName("García Márquez"), "Col Garcia"),
        (O_BRIEN, "OBrien"),
        (O_BRIEN, "Maj O\u02bcBrien"),
        (O_BRIEN, "O’Brien’s aide"),
        (PersonName("OBrien", "Pat"), "O'Brien"),
        (PersonName("DeLaCruz", "Pat"), "Aide to De La Cruz"),
        (SUZUKI, "Suzuki's deputy"),
        (SUZUKI, "Suzuki’s"),
        (SUZUKI, "The Suzukis"),
        (PersonName("Jones"), "the Joneses"),
        (SUZUKI, "Aide to Gen Suzuki"),
        (SUZUKI, "Office of Gen Suzuki"),
        (SUZUKI, "Gen Suzuki and staff of the Air Staff"),
        (SUZUKI, "鈴木防衛計画課長"),
        (SUZUKI, "防衛計画課長 鈴木"),
        (SUZUKI, "防衛計画課長鈴木1佐"),
        (SUZUKI, "スズキ課長"),
        (SUZUKI, "すずきさん"),
        (SUZUKI, "すずきさんの部下"),
        (SUZUKI, "Suzuki1佐"),
        (SUZUKI, "SUZUKI空将"),
        (SUZUKI, "Taro課長"),
        (PersonName("Suzuki", "Ta", "", "", "すずき", "たろう"), "Taro"),
        (SUZUKI, "Suz\u200buki"),
        (SUZUKI, FILLING + "Taro Suzuki"),
        (SUZUKI, "あ" * 400 + "鈴木"),
        (AOI, "葵防衛計画課長"),
        (AOI, "防衛計画課長 葵"),
        (AOI, "防衛計画課長葵1佐"),
        (AOI, "空幕の葵凛"),
        (AOI, "防衛課葵3佐"),
        (AOI, "空幕の葵3佐"),
        (AOI, "葵の優秀な部下たち"),
        (PersonName("Tō", "Ken"), "Col Tō"),
        (PersonName("Major", "Ann"), "Maj Major"),
        (PersonName("Major", "Ann"), "Aide to Ann Major, Plans"),
        (PersonName(native_given="太郎"), "太郎"),
        (PersonName("김", native_family="김", native_given="민준"), "김 대령"),
    ],
)
def test_a_text_means_a_person_however_the_name_is_written_in_it(name, typed):
    assert means(typed, name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (PersonName("Mori"), "Morioka"),
        (PersonName("Mori"), "Chief, Morioka Office"),
        (PersonName("Ito"), "Capitol Liaison"),
        (PersonName("Goto"), "Where to go to"),
        (PersonName("Tō", "Ken"), "Aide to the Chief"),
        (PersonName("Ō", "Sadaharu"), "Maj Pat O'Brien, J5"),
        (PersonName("Major", "Ann"), "Major Pat Smith, Plans"),
        (PersonName("Smith-Jones"), "Smithson"),
        (PersonName("van der Berg"), "Van Halen der Zweite"),
        (PersonName("Hayashi", "Ken", "林", "健"), "農林水産省"),
        (PersonName("Aoi", "Rin", "葵", "凛"), "茜1佐"),
        (PersonName("Sato", "Ken", "", "", "さと", "けん"), "おさとうさん"),
        (SUZUKI, "Plans and Policy"),
        (SUZUKI, "Taro Yamada"),
    ],
)
def test_a_word_that_merely_contains_a_name_means_nobody(name, typed):
    assert not means(typed, name)


@pytest.mark.parametrize(
    ("called", "typed"),
    [
        ("J-5", "J5"),
        ("J5", "J-5"),
        ("J5", "USFJ/J5"),
        ("J5", "USFJ J-5"),
        ("J5", "ＵＳＦＪ　Ｊ－５"),
        ("Falcon Cell", "FalconCell"),
        ("FalconCell", "Falcon Cell"),
        ("Falcon-Cell", "Falcon Cell"),
        ("Falcon Cell", "Falcon Cells"),
        ("Falcon Cells", "Falcon Cell"),
        ("Falcon Cell", "Falcon Cell's chief"),
        ("Queen's Guard", "Queens Guard"),
        ("Kōkū Cell", "Koku Cell"),
        ("Kōkū Cell", "the Kouku Cell"),
        ("Kouku Cell", "Kōkū-Cell"),
        ("23rd Wing", "23d Wing"),
        ("23d Wing", "Chief, 23RD WING"),
        ("23 WG", "23WG"),
        ("J5", "J5課長"),
        ("USFJ", "U.S.F.J. liaison"),
        ("Plans and Policy", "Plans & Policy"),
        ("Plans & Policy", "Chief, Plans and Policy"),
        ("空幕", "空幕防衛課"),
        ("Ａ１課", "A1課"),
        ("秘密班", FILLING + "秘密班長"),
        ("Falcon Cell", FILLING + "Falcon Cell"),
        ("TO", "Chief, TO"),
        ("TO", "to"),
    ],
)
def test_a_text_names_an_organization_however_it_is_written_in_it(called, typed):
    assert Typed(typed).names(called)


@pytest.mark.parametrize(
    ("called", "typed"),
    [
        ("J5", "AJ55"),
        ("J5", "J55"),
        ("J5", "AJ5課"),
        ("J5", "A J-55"),
        ("J5", "J-5D"),
        ("Ito Cell", "Capito Cell"),
        ("Secretariat", "Secret"),
        ("Falcon Cell", "Falcon"),
        ("TO", "Aide to the Chief"),
        ("US", "Focus"),
        ("CO", "COO"),
        ("J", "J"),
        ("", "Anything"),
        ("・・・", "Anything"),
    ],
)
def test_a_word_that_merely_contains_a_name_names_no_organization(called, typed):
    assert not Typed(typed).names(called)


@given(NAMES, WORDS, WORDS)
def test_a_family_name_is_found_among_any_words(family, before, after):
    text = " ".join((*before, family, *after))
    for typed in (text, text.upper(), " ".join((*before, f"{family}'s", *after)), text.replace(" ", " – ")):
        assert means(typed, PersonName(family))
        assert Typed(typed).names(family)


@given(NAMES, st.sampled_from(["berg", "stein", "ville"]), WORDS)
def test_a_name_inside_a_longer_word_is_not_found(family, rest, around):
    typed = " ".join((*around, family + rest))
    assert not means(typed, PersonName(family))
    assert not Typed(typed).names(family)


@given(st.text(max_size=30), st.text(max_size=30))
@example("W:E", "")  # two letters that together are a small word
def test_any_text_is_compared_without_a_fault_and_a_name_names_itself(called, typed):
    Typed(typed).names(called)
    means(typed, PersonName(called, called, called, called, called, called))
    if len(spelt(called)) > 1:
        assert Typed(called).names(called)


def test_people_are_found_by_any_spelling_on_the_desk(any_desk):
    names = (MULLER, SMITH_JONES, O_BRIEN, SUZUKI, AOI)
    kept = any_desk.contacts.save_all([Person(name=name) for name in names], "Add contacts")
    typed = ("Mueller", "Aide to Col Jones", "OBrien", "鈴木防衛計画課長", "葵班", FILLING + "Suzuki", "Morioka", "")
    found = any_desk.contacts.people_named(typed)
    muller, smith, brien, suzuki, aoi = (one.id for one in kept)
    assert found == dict(zip(typed, ([muller], [smith], [brien], [suzuki], [aoi], [suzuki]), strict=False))


def test_an_organization_is_found_by_what_it_was_and_will_be_called(any_desk):
    house = any_desk.contacts.save_organization(Organization(name=Bilingual("New Cell", "新班")))
    names = (
        OrganizationName(None, Bilingual("Falcon Bureau", "隼局"), Bilingual("FB")),
        OrganizationName(date(2026, 6, 1), Bilingual("New Cell", "新班")),
        OrganizationName(date(2099, 1, 1), Bilingual("Osprey Centre"), Bilingual("", "鶚室")),
    )
    any_desk.contacts.save_organization(replace(house, names=names))
    typed = ("the Falcon Bureau", "隼局長", "Chief, FB", "New Cell", "Osprey Centre", "鶚室")
    assert any_desk.contacts.organizations_within([*typed, "Bureau", ""]) == {one: [house.id] for one in typed}


def test_a_post_is_found_by_its_whole_title_in_either_language(any_desk):
    kept = any_desk.billets.save(Billet(title=Bilingual("Falcon Handler", "隼担当")))
    any_desk.billets.delete([kept.id])
    typed = ("falcon  handler", "Ｆａｌｃｏｎ Handler", "隼担当")
    assert any_desk.billets.titles([*typed, "Deputy Falcon Handler", "Handler", ""]) == {
        one: [kept.id] for one in typed
    }


def test_only_people_who_share_a_word_with_a_text_are_compared_with_it(any_desk, monkeypatch):
    people = [Person(name=PersonName(f"Yamada{n}", f"Ken{n}", "山田", "健")) for n in range(300)]
    any_desk.contacts.save_all([*people, Person(name=SUZUKI)], "Add contacts")
    compared = []
    means_as_ever = Typed.means
    monkeypatch.setattr(Typed, "means", lambda typed, *names: compared.append(names[0]) or means_as_ever(typed, *names))
    any_desk.contacts.people_named(
        [f"Chief, Plans and Policy {n}" for n in range(60)] + ["Aide to Gen Suzuki", "防衛部長"]
    )
    assert compared == ["Suzuki"]
