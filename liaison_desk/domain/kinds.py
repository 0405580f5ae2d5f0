"""What kinds of records are called where the user meets them: in the search, in the trash, in the history."""

from liaison_desk.foundation.core.language import Language


def kind_words(language: Language, kind: str) -> str:
    """Return the name of a kind of record; some are called otherwise than their tables are."""
    tr = language.tr
    if kind == "portion":
        return tr("note")
    if kind == "packet_final":
        return tr("packet that went out")
    if kind == "visitor":
        return tr("visitor’s data")
    if kind == "validity":
        return tr("end date")
    return tr("final minutes") if kind == "minutes" else tr(kind)
