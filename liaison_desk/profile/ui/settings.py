"""The settings: everything about one desk, and the language and theme of this window."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from liaison_desk.domain.grammar import grammars, load_grammar
from liaison_desk.domain.languages import load_languages
from liaison_desk.domain.marking import Level, Marking, describe
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.language import languages
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Chips, Choice, Form, MarkingField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size, ThemeSetting
from liaison_desk.profile.service import Profile
from liaison_desk.profile.ui.fields import HoursField, OfficerField, SidesField, ZoneField

_LANGUAGES: Final = ("en", "ja", "ar", "de", "es", "fr", "hi", "id", "it", "ko", "nl", "pl", "pt", "ru", "uk", "zh")
_OWN_NAMES: Final = (("en", "English"), ("ja", "日本語"))


def show_settings(ui: Ui, profile: Profile, parent: QWidget, saved: Callable[[DeskProfile], None]) -> None:
    """Open the settings over ``parent``; ``saved`` gets the new profile. Language and theme are kept in ``ui.memory``."""

    def opened(present: DeskProfile) -> None:
        ui.ask.form(SettingsDialog(ui, profile, present, saved, parent))

    ui.jobs.database.run(profile.get, opened, owner=parent)


class SettingsDialog(FormDialog):
    """All settings in one form that scrolls, by sections."""

    def __init__(
        self,
        ui: Ui,
        service: Profile,
        present: DeskProfile,
        saved: Callable[[DeskProfile], None],
        parent: QWidget | None = None,
    ) -> None:
        tr = ui.language.tr
        self._present = present
        self._told = saved
        form = Form(ui, label_width=136)
        super().__init__(
            ui,
            tr("Settings"),
            form,
            action=tr("Save settings"),
            collect=self._collect,
            commit=service.save,
            saved=self._on_kept,
            parent=parent,
            width=660,
        )
        self._names = (language_name(ui, present.host_language), language_name(ui, present.home_language))
        self._add_nations(form)
        self._add_officer(form)
        self._add_markings(form)
        self._add_window(form)
        self._fill(form)

    # The sections -----------------------------------------------------------------------------------------------------

    def _add_nations(self, form: Form) -> None:
        tr = self.ui.language.tr
        nations = _nations(self.ui, (self._present.host, self._present.home))
        spoken = _spoken(self.ui, (self._present.host_language, self._present.home_language))
        for side, title in (("host", tr("Host headquarters")), ("home", tr("Home"))):
            form.add_section(title)
            nation = form.add(side, tr("Nation"), Choice(self.ui, nations))
            nation.changed.connect(self._offer_markings)
            form.add(f"{side}_place", tr("Place"), SidesField(self.ui, *self._names))
            form.add(f"{side}_zone", tr("Time zone"), ZoneField(self.ui))
            form.add(f"{side}_language", tr("Language"), Choice(self.ui, spoken))
            hours = "duty_end" if side == "host" else "home_duty_end"
            form.add(hours, tr("Duty hours"), HoursField(self.ui))

    def _add_officer(self, form: Form) -> None:
        tr = self.ui.language.tr
        form.add_section(tr("The officer"))
        form.add("officer_name", tr("Name"), OfficerField(self.ui))
        form.add("officer_rank", tr("Rank"), SidesField(self.ui, *self._names))
        form.add("office", tr("Office"), SidesField(self.ui, *self._names))
        addresses = Chips(self.ui, tr("Add an address, such as name@example.org"))
        form.add("officer_emails", tr("E-mail addresses"), addresses, tr("Invitations to these addresses are yours."))

    def _add_markings(self, form: Form) -> None:
        tr = self.ui.language.tr
        form.add_section(tr("Markings and paper"))
        ceiling = Choice(self.ui, [(level, level.name.replace("_", " ")) for level in Level])
        form.add("ceiling", tr("Ceiling"), ceiling)
        warning = tr(
            "This program is accredited for nothing. The ceiling only refuses what is marked higher; whether this computer may hold it, your security officer decides."
        )
        ceiling.body.addWidget(Text(self.ui, warning, Size.SECONDARY, tone="amb", wrap=True))
        japanese = self.ui.language.code == "ja"
        policies = [(one.code, one.japanese if japanese else one.english) for one in map(load_grammar, grammars())]
        form.add("policy", tr("Marking rules"), Choice(self.ui, policies)).changed.connect(self._offer_markings)
        self.default_marking = MarkingField(self.ui, (), self._parse_marking, self._marking_words)
        form.add("default_marking", tr("New records are"), self.default_marking)
        form.add("paper", tr("Paper"), Choice(self.ui, [("letter", tr("Letter")), ("a4", tr("A4"))]))

    def _add_window(self, form: Form) -> None:
        tr = self.ui.language.tr
        form.add_section(tr("This window"))
        own = dict(_OWN_NAMES)
        spoken = [("", tr("Language of the desktop")), *((code, own.get(code, code)) for code in languages())]
        language = form.add("window_language", tr("Language"), Choice(self.ui, spoken))
        note = tr("The language changes at the next start.")
        language.body.addWidget(Text(self.ui, note, Size.SECONDARY, tone="t2", wrap=True))
        themes = [
            (ThemeSetting.SYSTEM, tr("Theme of the desktop")),
            (ThemeSetting.LIGHT, tr("Light theme")),
            (ThemeSetting.DARK, tr("Dark theme")),
        ]
        form.add("window_theme", tr("Theme"), Choice(self.ui, themes))
        notify = form.add("window_notify", tr("Reminders"), CheckRow(self.ui, tr("Notify on the desktop of reminders")))
        if not QSystemTrayIcon.isSystemTrayAvailable():
            notify.input.setEnabled(False)
            notify.setToolTip(tr("This desktop shows no notifications; the bell in the window counts reminders."))

    # Values -----------------------------------------------------------------------------------------------------------

    def _fill(self, form: Form) -> None:
        present = self._present
        language = self.ui.memory.text("window/language")
        theme = self.ui.memory.text("window/theme", ThemeSetting.SYSTEM)
        same = (
            "host", "home", "host_place", "home_place", "host_zone", "home_zone", "host_language", "home_language",
            "officer_name", "officer_rank", "office", "officer_emails", "ceiling", "policy", "paper",
        )  # fmt: skip
        form.fill(
            {name: getattr(present, name) for name in same}
            | {
                "duty_end": (present.duty_start, present.duty_end),
                "home_duty_end": (present.home_duty_start, present.home_duty_end),
                "window_language": language if language in languages() else "",
                "window_notify": self.ui.memory.flag("window/notify", True),
                "window_theme": ThemeSetting(theme) if theme in list(ThemeSetting) else ThemeSetting.SYSTEM,
            }
        )
        self._offer_markings()
        form.fill({"default_marking": present.default_marking})

    def _collect(self) -> DeskProfile:
        values = self.form.values()
        # Kept when the profile is: the officer may have typed on meanwhile.
        self._of_window = {name: values.pop(name) for name in ("window_language", "window_theme", "window_notify")}
        begin, end = values.pop("duty_end")
        home_begin, home_end = values.pop("home_duty_end")
        return DeskProfile(**values, duty_start=begin, duty_end=end, home_duty_start=home_begin, home_duty_end=home_end)

    def _on_kept(self, profile: DeskProfile) -> None:
        values = self._of_window
        theme = ThemeSetting(values["window_theme"])
        self.ui.memory.keep("window/theme", theme)
        self.ui.memory.keep("window/language", values["window_language"])
        self.ui.memory.keep("window/notify", values["window_notify"])
        self.ui.theme.choose(theme)
        self._told(profile)

    # The default marking follows nations and rules --------------------------------------------------------------------

    def _offer_markings(self) -> None:
        field = self.default_marking
        number = field.chosen()
        host, home = (str(self.form.field(side).value()) for side in ("host", "home"))
        usual: list[Marking | None] = [
            Marking(home, audience=frozenset({home, host})),
            Marking(home, audience=frozenset({home})),
            Marking(home),
            None,
        ]
        field.set_choices([(marking, self._marking_words(marking)) for marking in usual])
        if number is not None:
            field.set_value(usual[number])

    def _marking_words(self, marking: Marking | None) -> str:
        if marking is None:
            return self.ui.language.tr("Unmarked, stays with you")
        portion = load_grammar(str(self.form.field("policy").value())).portion(marking)
        return f"{portion} {describe(marking, self.ui.language)}"

    def _parse_marking(self, text: str) -> Marking:
        grammar = load_grammar(str(self.form.field("policy").value()))
        return grammar.parse(text, str(self.form.field("home").value())).marking


def language_name(ui: Ui, code: str) -> str:
    """Return a language's name in the user's language; an unknown code stands for itself."""
    known = load_languages().get(code)
    return known.name(ui.language.code) if known else code


def _spoken(ui: Ui, present: Sequence[str]) -> list[tuple[Any, str]]:
    return [(code, language_name(ui, code)) for code in dict.fromkeys((*_LANGUAGES, *present))]


def _nations(ui: Ui, present: Sequence[str]) -> list[tuple[Any, str]]:
    """Return every nation that may have a liaison officer, by name; the present ones even when they are not known any more."""
    table, code = load_nations(), ui.language.code
    nations = {one.code: one.name(code) for one in table.all() if len(one.code) == 3}
    named = {**nations, **{one: table.name(one, code) for one in present}}
    return [(one, f"{name} ({one})") for one, name in sorted(named.items(), key=lambda pair: pair[1])]
