"""What a user can do with arrangements, opportunities, visits, logs and turnovers; each in a module of its own, made when first asked for."""

from liaison_desk.partnership.store.kinds import TYPES

__all__ = ["TYPES"]
