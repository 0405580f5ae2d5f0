"""What is said of an erasing for good that did not reach everything."""

from collections.abc import Iterator

from liaison_desk.foundation.core.language import Language


def left_behind(language: Language, *, traceless: bool, shared: bool) -> Iterator[str]:
    """Yield sentences about what may still hold what was erased: the desk's file, or what a server keeps."""
    if not traceless:
        yield language.tr("Traces in the file go at the next opening: another program has it open.")
    if shared:
        yield language.tr("The server’s own files, logs and backups may still hold what was erased.")
