"""Photos and files of a person: read within bounds, cut, kept in one action, pasted, dropped, removed, taken back."""

import random
from contextlib import suppress

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from liaison_desk.contacts.ui.photo import initials
from liaison_desk.contacts.ui.pictures import PhotoShelf, jpeg_of, read_picture, square_of
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import UnreadableError
from tests.contacts.ui.test_page import choose

LEFT = Qt.MouseButton.LeftButton


def picture(width=400, height=300, color=Qt.GlobalColor.darkCyan):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    return image


def keep(ui, act=None):
    """Let the next picture be cut by ``act`` and kept."""

    def filled(dialog):
        if act is not None:
            act(dialog)
        QTest.mouseClick(dialog.save_button, LEFT)
        assert ui.jobs.idle()

    ui.ask.fill = filled


@pytest.fixture
def shown(page, ui, staff):
    choose(page, ui, "Yajima", staff)
    return page


def test_a_chosen_picture_is_cut_kept_and_shown_and_undo_takes_it_back(shown, ui, staff, desk, tmp_path, window):
    path = tmp_path / "yajima.png"
    picture(1600, 1200).save(str(path))
    keep(ui)
    ui.ask.files = (path,)
    next(one for one in shown.view.photo.menu().actions() if one.text() == "Choose a picture…").trigger()
    assert ui.jobs.idle()
    kept = desk.contacts.person(staff["Yajima"].id)
    image = QImage.fromData(desk.contacts.picture(kept.photo))
    assert (image.width(), image.height()) == (512, 512)
    assert shown.view.photo.has_photo
    assert desk.contacts.files(kept) == []
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert desk.contacts.person(kept.id).photo == ""
    assert not shown.view.photo.has_photo
    desk.history.redo()
    assert ui.jobs.idle()
    assert desk.contacts.person(kept.id).photo == kept.photo


def test_a_second_photo_sends_the_first_into_the_trash(shown, staff, desk):
    first, second = jpeg_of(picture(100, 100)), jpeg_of(picture(90, 90))
    number = staff["Yajima"].id
    before = desk.contacts.set_photo(number, first).photo
    after = desk.contacts.set_photo(number, second).photo
    assert before != after
    assert [one.sha256 for one in desk.attachments.of(_ref(number))] == [after]
    desk.history.undo()
    assert [one.sha256 for one in desk.attachments.of(_ref(number))] == [before]
    assert desk.contacts.person(number).photo == before
    assert desk.contacts.set_photo(number, first).photo == before
    assert desk.check() == []


def test_ctrl_v_pastes_a_picture_and_del_removes_it(shown, ui, staff, desk):
    QGuiApplication.clipboard().setImage(picture())
    keep(ui)
    shown.view.photo.setFocus()
    QTest.keyClick(shown.view.photo, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    assert shown.view.photo.has_photo
    QTest.keyClick(shown.view.photo, Qt.Key.Key_Delete)
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Yajima"].id).photo == ""


def test_pasting_text_says_that_it_is_no_picture(shown, ui, window):
    QGuiApplication.clipboard().setText("Dear all")
    shown.view.photo.setFocus()
    QTest.keyClick(shown.view.photo, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.toasts[-1][0] == "There is no picture on the clipboard."


def test_the_square_is_moved_and_zoomed_by_keys_wheel_buttons_and_pointer(shown, ui):
    seen = []

    def act(dialog):
        view = dialog.view
        assert view.square() == QRect(50, 0, 300, 300)
        QTest.keyClick(view, Qt.Key.Key_Plus)
        QTest.keyClick(view, Qt.Key.Key_Left)
        QTest.mouseClick(dialog.closer, LEFT)
        QTest.mousePress(view, LEFT, pos=view.rect().center())
        QTest.mouseMove(view, view.rect().center() * 0.5)
        QTest.mouseRelease(view, LEFT)
        seen.append(view.square())
        for _ in range(40):
            QTest.keyClick(view, Qt.Key.Key_Right)
        assert view.square().right() == 399
        for _ in range(40):
            QTest.keyClick(view, Qt.Key.Key_Minus)
        assert view.square().width() == 300

    keep(ui, act)
    QGuiApplication.clipboard().setImage(picture())
    shown.view.photo.paste()
    assert ui.jobs.idle()
    assert seen[0].width() < 300


def test_stepping_back_from_the_cut_keeps_no_photo(shown, ui, staff, desk):
    ui.ask.fill = lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QGuiApplication.clipboard().setImage(picture())
    shown.view.photo.paste()
    assert ui.jobs.idle()
    assert desk.contacts.person(staff["Yajima"].id).photo == ""


@pytest.mark.qt_log_ignore("JPEG|PNG|libpng|QImage|qt.gui")
@pytest.mark.parametrize("name", ["huge.jpg", "broken.jpg", "gone.jpg"])
def test_a_picture_that_cannot_be_taken_is_told_in_one_sentence(shown, ui, staff, desk, tmp_path, window, name):
    if name == "huge.jpg":
        (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0" + bytes(30 * 1024 * 1024))
    elif name == "broken.jpg":
        (tmp_path / name).write_bytes(jpeg_of(picture())[:40])
    shown.belongings.read_photo(staff["Yajima"], tmp_path / name)
    assert ui.jobs.idle()
    assert window.toasts[-1][0].count(".") <= 3
    assert window.toasts[-1][0].split()[0] in {"This", "There"}
    assert desk.contacts.person(staff["Yajima"].id).photo == ""


@pytest.mark.qt_log_ignore("JPEG|PNG|libpng|QImage|qt.gui|handler|header")
def test_noise_is_never_a_crash():
    for seed in range(40):
        data = random.Random(seed).randbytes(500)
        for head in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM"):
            with suppress(UnreadableError):  # a bitmap's header can be had by chance
                assert max(read_picture(head + data).width(), 1) <= 2048


def test_a_wide_picture_is_read_small_and_a_transparent_one_stands_on_white():
    wide = read_picture(jpeg_of(picture(4000, 500)), 200)
    assert (wide.width(), wide.height()) == (200, 25)
    clear = QImage(40, 40, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert square_of(clear, QRect(0, 0, 40, 40)).pixelColor(5, 5).name() == "#ffffff"


def test_only_so_many_photos_are_kept_in_memory():
    asked = []
    data = jpeg_of(picture(50, 50))
    shelf = PhotoShelf(lambda digest: asked.append(digest) or data)
    for number in range(70):
        assert shelf.image(str(number)) is not None
    shelf.image("69")
    shelf.image("0")
    assert len(asked) == 71


def test_initials_follow_the_name():
    assert initials(PersonName("Yajima", "Masahito")) == "YM"
    assert initials(PersonName(native_family="矢島", native_given="正人")) == "矢"
    assert initials(PersonName(), "masa") == "M"


def test_a_dropped_file_is_attached_saved_and_removed_and_taken_back(shown, ui, staff, desk, tmp_path, window):
    path = tmp_path / "報告 report.txt"
    path.write_text("Hello")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    shown.view.files.dropEvent(event)
    assert ui.jobs.idle()
    assert window.toasts[-1][0] == "1 file added."
    buttons = shown.view.files.buttons
    assert ("open", path.name) in buttons
    ui.ask.target = tmp_path / "copy.txt"
    QTest.mouseClick(buttons["save", path.name], LEFT)
    assert ui.jobs.idle()
    assert (tmp_path / "copy.txt").read_text() == "Hello"
    QTest.mouseClick(buttons["remove", path.name], LEFT)
    assert ui.jobs.idle()
    assert shown.view.files.buttons == {}
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert ("remove", path.name) in shown.view.files.buttons


def test_what_could_be_run_is_not_opened_from_here(shown, ui, staff, desk):
    desk.contacts.attach(staff["Yajima"], "setup.exe", b"MZ", "application/octet-stream")
    assert ui.jobs.idle()
    shown.refresh(None)
    assert ui.jobs.idle()
    assert {key for key, _ in shown.view.files.buttons} == {"save", "remove"}


def _ref(number):
    from liaison_desk.foundation.core.ids import RecordRef

    return RecordRef("person", number)
