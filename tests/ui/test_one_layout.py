"""What changes together is laid out once, and stands where it belongs at the end of the block."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui.one_layout import laid_out_once


class _Counting(QVBoxLayout):
    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


@pytest.fixture
def column(window: QWidget) -> _Counting:
    host = QWidget()
    made = _Counting(host)
    for text in ("one", "two", "three"):
        label = QLabel(text)
        label.hide()
        made.addWidget(label)
    whole = window.layout()
    assert whole is not None
    whole.addWidget(host)
    host.show()
    QCoreApplication.sendPostedEvents()
    made.times = 0
    return made


def _host(column: _Counting) -> QWidget:
    host = column.parentWidget()
    assert host is not None
    return host


def _show_all(host: QWidget) -> list[QLabel]:
    labels = host.findChildren(QLabel)
    for label in labels:
        label.show()
    return labels


def test_it_is_laid_out_once_and_not_later(column: _Counting) -> None:
    host = _host(column)
    with laid_out_once(host):
        labels = _show_all(host)
        assert column.times == 0
    assert column.times == 1
    assert [label.y() for label in labels] == sorted({label.y() for label in labels})
    assert len({label.y() for label in labels}) == 3


def test_without_it_each_is_laid_out_anew(column: _Counting) -> None:
    _show_all(_host(column))
    assert column.times == 3


def test_one_block_may_stand_in_another(column: _Counting) -> None:
    host = _host(column)
    with laid_out_once(host):
        with laid_out_once(host):
            _show_all(host)
        assert column.times == 0
    assert column.times == 1
    assert column.isEnabled()


def test_what_fails_inside_leaves_layouts_at_work(column: _Counting) -> None:
    host = _host(column)
    with pytest.raises(LookupError), laid_out_once(host):
        raise LookupError
    _show_all(host)
    assert column.times == 3
