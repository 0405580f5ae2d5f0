"""The kept posts that people's posts are, or may be: their titles are theirs to tell, and go with them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from liaison_desk.briefings.document import Source
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import BILLET, Billet
from liaison_desk.contacts.rules.tenure import same_title
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef


@dataclass(frozen=True, slots=True)
class KeptPosts:
    """Kept posts by id, those in the trash and those of other days too, and by organization."""

    by_id: Mapping[int, Billet]
    by_house: Mapping[int, Sequence[Billet]]

    def telling(self, billet_id: int, house_id: int, title: Bilingual) -> tuple[Source, ...]:
        """Return the kept post that a title is of; for one typed by hand those of its organization that are called so."""
        billet = self.by_id.get(billet_id)
        if billet is not None:
            return (of_billet(billet),)
        return tuple(of_billet(one) for one in self.by_house.get(house_id, ()) if same_title(one.title, title))


def kept_posts(setting: Setting, billet_ids: Collection[int], house_ids: Collection[int]) -> KeptPosts:
    """Look up the kept posts of some organizations, and those with these ids (0 is none).

    Those in the trash count: what was withheld does not come back as the title typed for somebody else because it was deleted.
    """
    by_house: dict[int, list[Billet]] = {}
    houses = sorted(set(house_ids) - {0})
    for billet in setting.billets.billets(houses, deleted=True) if houses else ():
        by_house.setdefault(billet.organization_id, []).append(billet)
    by_id = {one.id: one for some in by_house.values() for one in some}
    further = sorted(set(billet_ids) - {0} - by_id.keys())
    return KeptPosts({**by_id, **setting.billets.billets_by_ids(further)} if further else by_id, by_house)


def of_billet(billet: Billet) -> Source:
    """Return a kept post as a record that portions name."""
    return Source(RecordRef(BILLET, billet.id, billet.title.host or billet.title.home), billet.marking, billet.uid)
