"""Which of what stands under something stands, in the end, under itself."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.foundation.database.rings import rings


def walked(above, first):
    chain = [above[first]]
    while chain[-1] in above and above[chain[-1]] not in chain:
        chain.append(above[chain[-1]])
    return chain


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
def test_what_comes_back_to_itself_is_a_ring_and_what_leads_into_one_is_not(above):
    found = rings(above)
    assert set(found) == {one for one in above if one in walked(above, one)}
    for one, ring in found.items():
        assert one in ring
        assert all(above[lower] == higher for lower, higher in pairwise([*ring, ring[0]]))
