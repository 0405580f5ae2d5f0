"""What the screens of several capabilities are made of alike: the field's words over the foundation's widgets.

``saying`` says days, wordings and markings; ``editing`` are short lists typed into, ``nations`` what they find; ``pane`` is a list with the record it is on beside it, ``board_pane`` one that is a board too, ``form`` the form of a record, ``whole`` a
record read whole. A capability gives the columns, the fields and the deeds.
"""
