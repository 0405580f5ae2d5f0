"""The sample's posts themselves: a few of each organization, some of them vacant, with counterparts on the other side."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.contacts.records import Billet, Person
from liaison_desk.domain.bilingual import Bilingual

_EACH = 2  # posts kept of one organization
_HOUSES = 4  # organizations whose posts are kept
_VACANT = (Bilingual("Deputy liaison officer", "副連絡官"), Bilingual("Exercise planner", "演習計画担当"))


def add_posts(desk: Desk, people: Sequence[Person], nations: Sequence[str]) -> None:
    """Keep the posts that people hold today, pair those of two nations, and leave a few vacant."""
    today = desk.contacts.today()
    taken: dict[int, dict[str, Billet]] = {}
    for person in people:
        post = person.current_post(today)
        known = taken.setdefault(post.organization_id, {}) if post is not None and post.organization_id else None
        if known is None or post is None or len(known) >= _EACH or post.title.host in known:
            continue
        if not known and sum(map(bool, taken.values())) >= _HOUSES:
            continue
        known[post.title.host] = Billet(
            title=post.title, organization_id=post.organization_id, rank_code=person.rank_code, position=len(known),
            marking=person.marking, cadence_days=45 if not known else 0,
        )  # fmt: skip
    for number, (house, title) in enumerate(zip([house for house in taken if taken[house]], _VACANT, strict=False)):
        taken[house][title.host] = Billet(
            title=title, organization_id=house, position=9, marking=people[number].marking
        )
    with desk.database.write("Make the sample") as transaction:
        saved = desk.billets.save_in(transaction, [one for some in taken.values() for one in some.values()])
        by_post = {(one.organization_id, one.title.host): one for one in saved}
        holding = []
        for person in people:
            posts = tuple(
                replace(post, billet_id=by_post.pop(key).id)  # one holder each
                if post.until is None and (key := (post.organization_id, post.title.host)) in by_post
                else post
                for post in person.posts
            )
            holding.append(replace(person, posts=posts))
        desk.contacts.save_in(transaction, holding)
        nation = {one.organization_id: person.nation for person in people for one in person.posts}
        ours, theirs = ([one for one in saved if nation.get(one.organization_id) == code] for code in nations)
        pairs = [replace(one, counterparts=(other.id,)) for one, other in zip(ours, theirs, strict=False)]
        desk.billets.save_in(transaction, pairs)
