"""The organizations page: the tree at the left; the one chosen, its posts, holders and chart at the right, on any day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from liaison_desk.contacts.records import BILLET, ORGANIZATION, PERSON, Billet, Organization
from liaison_desk.contacts.service import Billets, Contacts
from liaison_desk.contacts.ui.billet_form import billet_dialog
from liaison_desk.contacts.ui.chart import Chart
from liaison_desk.contacts.ui.house_staff import ID, Staff, chart_nodes, holder, searched, since, stands, under
from liaison_desk.contacts.ui.organizations import organization_dialog, restore_organization
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import DateField, ImeLineEdit
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


class OrganizationsPage(Page):
    """Shows, adds, edits, deletes organizations and their posts."""

    kinds = frozenset({ORGANIZATION, BILLET, PERSON})

    def __init__(self, contacts: Contacts, billets: Billets, ui: Ui, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(ui.changes)
        self._contacts = contacts
        self._billets = billets
        self._ui = ui
        self.words = Words(ui.language, profile, ui.clock)
        self._staff: Staff | None = None
        self._wanted = 0
        self._shown = 0
        tr = ui.language.tr
        self.search = ImeLineEdit()
        self.search.setPlaceholderText(tr("Filter organizations"))
        self.search.setAccessibleName(tr("Filter organizations"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._show_tree())
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Organizations"))
        self.tree.setUniformRowHeights(True)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.tree.itemDoubleClicked.connect(lambda *_: self.edit_current())
        self.tree.setExpandsOnDoubleClick(False)
        self.name = Text(ui, "", Size.NAME, SEMIBOLD, wrap=True)
        self.other_name = Text(ui, "", tone="t2", wrap=True)
        self.meta = Text(ui, "", tone="t2", wrap=True)
        self.day = DateField(ui)
        self.day.set_value(self.words.today())
        self.day.changed.connect(self.reload)
        self.view = Segments(ui, [("posts", tr("Posts and holders")), ("chart", tr("Chart"))], tr("View"))
        self.view.chosen.connect(lambda _: self._show_view())
        self.posts = QTreeWidget()
        self.posts.setRootIsDecorated(False)
        self.posts.setUniformRowHeights(True)
        self.posts.setAccessibleName(tr("Posts and holders"))
        self.posts.setHeaderLabels([tr("Post"), tr("Holder"), tr("Since"), tr("Counterparts")])
        for column, width in enumerate((260, 230, 110)):
            self.posts.setColumnWidth(column, width)
        self.posts.itemDoubleClicked.connect(lambda item, _: self._open_row(item))
        self.posts.setExpandsOnDoubleClick(False)
        self.posts.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.posts.customContextMenuRequested.connect(self._on_post_menu)
        self.chart = Chart(ui)
        self.chart.person_chosen.connect(lambda number: ui.open(RecordRef(PERSON, number)))
        self.empty = EmptyState(ui, tr("No organizations yet."), tr("New organization"), self.new_record)
        self._build()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read everything again."""
        del changes
        self.reload()

    def title(self) -> str:
        """Return the name of the organization on show."""
        one = self.current()
        return self.words.best(one.name) if one else ""

    def current(self) -> Organization | None:
        """Return the organization on show."""
        return self._staff.houses.get(self._shown) if self._staff else None

    def show_record(self, record_id: int) -> None:
        """Show an organization."""
        self._wanted = record_id
        self.reload()

    def show_other(self, ref: RecordRef) -> None:
        """Show the organization of a post."""
        self._ui.jobs.database.run(
            lambda: self._billets.billet(ref.id), lambda billet: self.show_record(billet.organization_id), owner=self
        )

    def as_of(self) -> date:
        """Return the day the page shows."""
        value = self.day.value() if self.day.check() else None
        return value or self.words.today()

    def reload(self) -> None:
        """Read organizations, posts and holders of the day."""
        day = self.as_of()
        contacts, billets = self._contacts, self._billets

        def read() -> Staff:
            contacts.settle_organizations()
            houses = {one.id: one for one in contacts.organizations()}
            kept = billets.billets()
            holders = billets.holders_on(day, [one.id for one in kept])
            serving = billets.serving_on(day, list(houses))
            names = {one.id: self.words.best(one.title) for one in kept}
            return Staff(houses, kept, holders, serving, names)

        self._ui.jobs.database.run(read, self._show, ticket_key=f"houses {id(self)}", owner=self)

    def new_record(self) -> None:
        """Open the form of a new organization, under the one on show."""
        above = self.current()
        profile = self.words.profile()
        one = Organization(
            name=Bilingual(), marking=profile.default_marking, parent_id=above.id if above else 0,
            nation=above.nation if above else "", zone=above.zone if above else "",
        )  # fmt: skip
        self._open_form(one)

    def edit_current(self) -> None:
        """Open the form of the organization on show."""
        one = self.current()
        if one is not None:
            self._open_form(one)

    def delete_current(self) -> None:
        """Put the organization on show into the trash; the toast takes it out again."""
        one, ui, contacts = self.current(), self._ui, self._contacts
        if one is None:
            return
        told = ui.language.tr("Deleted: {name}", name=self.words.best(one.name))
        ui.jobs.database.run(
            lambda: contacts.delete_organizations([one.id]),
            lambda _: ui.notify(told, lambda: restore_organization(ui, contacts, one.id)),
            owner=self,
        )

    def new_post(self) -> None:
        """Open the form of a new post of the organization on show."""
        one = self.current()
        if one is not None:
            self._open_post(Billet(title=Bilingual(), organization_id=one.id, marking=one.marking))

    def print_chart(self) -> None:
        """Print the chart of the organization on show, by the system's dialog."""
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: object) -> bool:
        """Print the chart on a printer that is ready."""
        from PySide6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        level = self.words.profile().ceiling.name.replace("_", " ")
        title = f"{self.title()}  {self.words.full_day(self.as_of())}"
        self._show_chart()
        return self.chart.print_on(printer, title, level)

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(Text(ui, tr("Organizations"), Size.TITLE, SEMIBOLD))
        top.addStretch(1)
        top.addWidget(PrimaryButton(ui, tr("New"), icon="plus", act=self.new_record))
        column.addLayout(top)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        right = QWidget()
        surface(right, "surf")
        body = QVBoxLayout(right)
        body.setContentsMargins(28, 18, 28, 16)
        body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(IconButton(ui, "pencil", tr("Edit"), key="F2", bordered=True, act=self.edit_current))
        head.addWidget(IconButton(ui, "printer", tr("Print chart"), bordered=True, act=self.print_chart))
        body.addLayout(head)
        body.addWidget(self.other_name)
        body.addWidget(self.meta)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.view)
        tools.addStretch(1)
        tools.addWidget(Text(ui, tr("As of"), tone="t2"))
        self.day.setFixedWidth(180)
        tools.addWidget(self.day)
        tools.addWidget(PlainButton(ui, tr("New post"), icon="plus", act=self.new_post))
        body.addSpacing(8)
        body.addLayout(tools)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.posts)
        self.stack.addWidget(self.chart)
        body.addWidget(self.stack, 1)
        self.whole = QStackedWidget()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([360, 884])
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.whole.addWidget(splitter)
        self.whole.addWidget(self.empty)
        layout.addWidget(self.whole)
        surface(self, "win")

    def _show(self, staff: Staff) -> None:
        self._staff = staff
        self.whole.setCurrentIndex(0 if staff.houses else 1)
        self._show_tree()

    def _show_tree(self) -> None:
        if self._staff is None:
            return
        words, day = self.words, self.as_of()
        houses = self._staff.houses
        asked = fold(self.search.text()).strip()
        chosen = self._wanted or self._shown
        self._wanted = 0
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[int, QTreeWidgetItem] = {}
        for one in houses.values():
            named = one.name_on(day)
            said = "  ".join(filter(None, (words.best(named.name), words.other(named.name))))
            item = QTreeWidgetItem([said])
            item.setData(0, ID, one.id)
            item.setSizeHint(0, QSize(0, Size.ROW))
            items[one.id] = item
        for one in houses.values():
            parent = items.get(one.parent_on(day)) if one.parent_on(day) != one.id else None
            if parent is None:
                self.tree.addTopLevelItem(items[one.id])
            else:
                parent.addChild(items[one.id])
        self.tree.expandAll()
        if asked:
            matching = {id_ for id_, one in houses.items() if asked in fold(searched(one))}
            for id_, item in items.items():
                item.setHidden(not any(asked_id in matching for asked_id in (id_, *under(item))))
        first = self.tree.topLevelItem(0)
        target = items.get(chosen) or first
        if target is not None:
            self.tree.setCurrentItem(target)
        self.tree.blockSignals(False)
        self._on_chosen()

    def _on_chosen(self) -> None:
        item = self.tree.currentItem()
        one = self._staff.houses.get(item.data(0, ID)) if item is not None and self._staff else None
        if one is None:
            return
        self._shown = one.id
        words, day = self.words, self.as_of()
        named = one.name_on(day)
        self.name.set_text(words.best(named.name))
        self.other_name.set_text(words.other(named.name))
        self.other_name.setVisible(bool(words.other(named.name)))
        formerly = [
            f"{words.best(entry.name)} ({words.full_day(entry.since)}–)" if entry.since else words.best(entry.name)
            for entry in one.names
            if entry.name != named.name
        ]
        parts = [words.nation(one.nation) if one.nation else "", one.kind, one.location, one.zone, *formerly]
        self.meta.set_text(" · ".join(part for part in parts if part))
        self._show_posts(one)
        self._show_view()

    def _show_view(self) -> None:
        chart = self.view.value() == "chart"
        self.stack.setCurrentWidget(self.chart if chart else self.posts)
        if chart:
            self._show_chart()

    def _show_posts(self, one: Organization) -> None:
        assert self._staff is not None
        staff, words, tr = self._staff, self.words, self._ui.language.tr
        self.posts.clear()
        day = self.as_of()
        kept = [billet for billet in staff.billets if billet.organization_id == one.id and stands(billet, day)]
        for billet in kept:
            held = staff.holders.get(billet.id, ())
            others = ", ".join(staff.names.get(id_, "") for id_ in billet.counterparts)
            for tenure in held or (None,):
                row = QTreeWidgetItem([words.best(billet.title), holder(words, tenure), since(words, tenure), others])
                row.setData(0, ID, billet.id)
                row.setData(1, ID, tenure.person.id if tenure else 0)
                if tenure is None:
                    row.setText(1, tr("Vacant"))
                    row.setForeground(1, QColor(self._ui.theme.color("amb")))
                self._add_row(row)
        known = {billet.id for billet in kept}
        for tenure in staff.serving:
            if tenure.post.organization_id == one.id and tenure.post.billet_id not in known:
                row = QTreeWidgetItem([words.best(tenure.post.title), holder(words, tenure), since(words, tenure), ""])
                row.setData(1, ID, tenure.person.id)
                self._add_row(row)

    def _add_row(self, row: QTreeWidgetItem) -> None:
        row.setSizeHint(0, QSize(0, Size.ROW))
        self.posts.addTopLevelItem(row)

    def _show_chart(self) -> None:
        if self._staff is None or not self._shown:
            return
        nodes = chart_nodes(self.words, self._staff, self.as_of())
        self.chart.show_nodes([self._shown], nodes, self._ui.language.tr("Chart of {name}", name=self.title()))

    def _open_row(self, row: QTreeWidgetItem) -> None:
        number = row.data(1, ID)
        if number:
            self._ui.open(RecordRef(PERSON, number, row.text(1)))
        else:
            self._edit_post(row.data(0, ID))

    def _edit_post(self, number: int) -> None:
        one = next((billet for billet in self._staff.billets if billet.id == number), None) if self._staff else None
        if one is not None:
            self._open_post(one)

    def _open_post(self, one: Billet) -> None:
        names = self._staff.names if self._staff else {}
        self._ui.ask.form(
            billet_dialog(self._ui, self.words, self._contacts, self._billets, one, names, lambda _: self.reload())
        )

    def _open_form(self, one: Organization) -> None:
        houses = list(self._staff.houses.values()) if self._staff else []
        self._ui.ask.form(
            organization_dialog(
                self._ui, self.words, self._contacts, one, houses, lambda saved: self.show_record(saved.id)
            )
        )

    def _on_menu(self, at: QPoint) -> None:
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        menu.addAction(icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
        menu.addAction(icon("plus"), tr("New organization under it"), self.new_record)
        menu.addAction(icon("plus"), tr("New post"), self.new_post)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "red"), tr("Delete"), self.delete_current)
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def _on_post_menu(self, at: QPoint) -> None:
        row = self.posts.itemAt(at)
        if row is None:
            return
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        if row.data(1, ID):
            menu.addAction(icon("user"), tr("Open"), lambda: self._open_row(row))
        if row.data(0, ID):
            number = row.data(0, ID)
            menu.addAction(icon("pencil"), tr("Edit post"), lambda: self._edit_post(number))
            delete = lambda: self._ui.jobs.database.run(lambda: self._billets.delete([number]), owner=self)  # noqa: E731
            menu.addAction(icon("trash-2", "red"), tr("Delete"), delete)
        menu.popup(self.posts.viewport().mapToGlobal(at))
