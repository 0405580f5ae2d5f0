"""The field's shared values and rules, standard library only: markings, release, date-time groups, zones, names, ranks, text."""
