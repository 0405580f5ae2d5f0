"""What a user can do with packets: ``composing`` makes and releases them, ``packets`` keeps them with what went out."""

from liaison_desk.briefings.store import PACKET_FINAL_TYPE, PACKET_TYPE

TYPES = (PACKET_TYPE, PACKET_FINAL_TYPE)
