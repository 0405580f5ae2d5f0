"""A desk handed over: one encrypted file of all its records, files and history, and taking one over.

``writing`` makes an archive, ``reading`` looks one over before anything is believed, ``opening`` makes a desk of it. To take one
over into a desk, ``sides`` tells how each record stands on both, ``comparing`` what would become of each, ``taking`` does it.
"""
