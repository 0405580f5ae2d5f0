"""What a user can do with contacts, a service for each side of them."""

from liaison_desk.contacts.service.billets import Billets
from liaison_desk.contacts.service.distributions import Distributions
from liaison_desk.contacts.service.merging import Merging
from liaison_desk.contacts.service.people import Contacts
from liaison_desk.contacts.service.relations import Relations
from liaison_desk.contacts.service.searches import SavedSearches
from liaison_desk.contacts.store.billets import BILLET_TYPE
from liaison_desk.contacts.store.distributions import DISTRIBUTION_TYPE, SAVED_SEARCH_TYPE
from liaison_desk.contacts.store.organizations import ORGANIZATION_TYPE
from liaison_desk.contacts.store.people import PERSON_TYPE
from liaison_desk.foundation.database.attachments import ATTACHMENT, LARGEST, Attachment

TYPES = (ORGANIZATION_TYPE, BILLET_TYPE, PERSON_TYPE, DISTRIBUTION_TYPE, SAVED_SEARCH_TYPE)

__all__ = [
    "ATTACHMENT",
    "LARGEST",
    "TYPES",
    "Attachment",
    "Billets",
    "Contacts",
    "Distributions",
    "Merging",
    "Relations",
    "SavedSearches",
]
