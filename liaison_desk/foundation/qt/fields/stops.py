"""The order of Tab in a form is that in which it is read; Qt's own puts what comes into a form later behind all else."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at in a widget, as its layouts are read; what is hidden or disabled is passed over."""
    hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if hidden or not widget.isEnabled():  # what a layout has just taken in is shown in a moment
        return
    if takes_tab(widget):
        yield widget
    layout = widget.layout()
    laid = list(_laid_out(layout)) if layout is not None else []
    placed = set(laid)
    others = (child for child in widget.children() if isinstance(child, QWidget) and child not in placed)
    for child in (*laid, *others):
        if not child.isWindow():
            yield from in_reading_order(child)


def takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget itself, not at one inside it that it gives the keyboard to."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def beyond(widget: QWidget, *, forward: bool) -> QWidget | None:
    """Return what Tab comes to when it leaves a widget with all that is inside; None when there is nothing else."""
    other = _neighbour(widget, forward=forward)
    while other is not None and other is not widget:
        if takes_tab(other) and other.isVisible() and other.isEnabled() and not widget.isAncestorOf(other):
            return other
        other = _neighbour(other, forward=forward)
    return None


def _neighbour(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):  # whatever was put in first
        places.sort(key=lambda place: tuple(layout.getItemPosition(place)))  # type: ignore[arg-type] # an object in the stubs
    for place in places:
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
