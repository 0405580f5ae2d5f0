"""A desk handed over: one encrypted file of all its records, files and history, and taking one over.

``writing`` makes an archive, ``reading`` looks one over before anything is believed, ``opening`` makes a desk of it. To take one
over into a desk, ``sides`` tells how each record stands on both, ``recognizing`` what is the same under two uids, ``comparing`` what
would become of each, ``taking`` does it, and ``following`` lets what depends on it follow. ``pointing`` exchanges numbers of records,
``ceiling`` holds what comes against the desk's own, ``words`` are what the officer reads.
"""
