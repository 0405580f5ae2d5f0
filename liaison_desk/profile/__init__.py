"""The desk's profile: whose desk this is, between which nations, zones and languages, and its ceiling.

One record per desk, kept with its history like any other; the value itself is ``domain.profile.DeskProfile``.
"""
