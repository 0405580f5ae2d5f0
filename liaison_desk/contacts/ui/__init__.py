"""How contacts look: the list, the person beside it, the forms. Start reading at ``page``."""
