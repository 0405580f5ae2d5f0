"""What is linked says what it is, in the language of the window."""

import pytest

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.belongings import link_words
from liaison_desk.partnership.records import ARRANGEMENT, DISCLOSURE, GIFT, OPPORTUNITY, VALIDITY, VISIT


@pytest.mark.parametrize("kind", [ARRANGEMENT, DISCLOSURE, GIFT, OPPORTUNITY, VALIDITY, VISIT])
def test_a_record_of_partnership_says_what_it_is_where_it_is_linked(kind):
    ref = RecordRef(kind, 1, "Plate")
    english, japanese = (link_words(ref, Language(code)) for code in ("en", "ja"))
    assert english[0].isupper()
    assert kind not in japanese
