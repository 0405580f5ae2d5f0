"""The fields a form is made of. Start in base (what every field does) and form (how they stand together)."""

from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.bilingual import BilingualField, Pair
from liaison_desk.foundation.qt.fields.choices import CheckRow, Chips, Choice, ComboBox
from liaison_desk.foundation.qt.fields.form import Form
from liaison_desk.foundation.qt.fields.records import FinderLine, PickRecord, PickRecords
from liaison_desk.foundation.qt.fields.text import TextArea, TextAreaField, TextField
from liaison_desk.foundation.qt.fields.typed import DateField, MarkingField, MomentField, ParsedField
from liaison_desk.foundation.qt.lines import ImeLineEdit

__all__ = [
    "BilingualField", "CheckRow", "Chips", "Choice", "ComboBox", "DateField", "Field", "FinderLine", "Form", "ImeLineEdit",
    "MarkingField", "MomentField", "Pair", "ParsedField", "PickRecord", "PickRecords", "TextArea", "TextAreaField", "TextField",
]  # fmt: skip
