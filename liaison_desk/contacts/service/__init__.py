"""What a user can do with contacts: people and organizations here, each other side of them in a module of its own."""

from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.store.billets import BILLET_TYPE
from liaison_desk.contacts.store.distinctions import DISTINCTION_TYPE
from liaison_desk.contacts.store.distributions import DISTRIBUTION_TYPE, SAVED_SEARCH_TYPE
from liaison_desk.contacts.store.organizations import ORGANIZATION_TYPE
from liaison_desk.contacts.store.people import PERSON_TYPE
from liaison_desk.foundation.core.attached import ATTACHMENT, LARGEST
from liaison_desk.foundation.database.attachments import Attachment

TYPES = (ORGANIZATION_TYPE, BILLET_TYPE, PERSON_TYPE, DISTRIBUTION_TYPE, SAVED_SEARCH_TYPE, DISTINCTION_TYPE)

__all__ = ["ATTACHMENT", "LARGEST", "TYPES", "Attachment", "Contacts"]
