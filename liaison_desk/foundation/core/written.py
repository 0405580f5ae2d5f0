"""What was written to a file: how much, and what of it a spreadsheet could not hold whole."""

from typing import Self

from liaison_desk.foundation.core.language import Language


class TableFile(bytes):
    """A table as a file; ``cut`` counts the cells whose text was longer than a spreadsheet holds, and ends in “…”."""

    cut: int

    def __new__(cls, data: bytes, cut: int = 0) -> Self:
        """Return a file of these bytes."""
        made = super().__new__(cls, data)
        made.cut = cut
        return made


class Written(int):
    """How many records were written; ``cut`` is that of the table they were written to."""

    cut: int

    def __new__(cls, count: int, data: bytes = b"") -> Self:
        """Return the count of what a file of these bytes holds."""
        made = super().__new__(cls, count)
        made.cut = data.cut if isinstance(data, TableFile) else 0
        return made

    def said(self, language: Language, file: str) -> str:
        """Return in a sentence or two what was written into a file of this name."""
        return self.after(language.tr("{file}: {count} records written.", file=file, count=int(self)), language)

    def after(self, words: str, language: Language) -> str:
        """Return words that say what was written, and after them what of it was cut, if anything was."""
        if not self.cut:
            return words
        cut = language.count(
            "{n} text is longer than a cell of a spreadsheet, and ends there in “…”; CSV holds it whole.",
            "{n} texts are longer than a cell of a spreadsheet, and end there in “…”; CSV holds them whole.",
            self.cut,
        )
        return f"{words} {cut}"
