"""A small window with which the harness proves itself."""

import io
import sys

import segno
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)


def main() -> int:
    """Show the window until it is closed."""
    app = QApplication(sys.argv)
    page = QWidget()
    form = QFormLayout(page)
    edit, read_only, button = QLineEdit(), QLineEdit(), QPushButton("Shout")
    read_only.setReadOnly(True)
    table = QTableWidget(2, 2)
    for row, words in enumerate((("Coffee", "3.50"), ("Tea", "2.80"))):
        for column, word in enumerate(words):
            table.setItem(row, column, QTableWidgetItem(word))
    names = QListWidget()
    names.addItems(["Ann", "Ben"])
    code = QLabel()
    png = io.BytesIO()
    segno.make("a text in a code", error="m").save(png, kind="png", scale=4, border=4)
    pixels = QPixmap()
    pixels.loadFromData(png.getvalue())
    code.setPixmap(pixels)
    for name, label, widget in (
        ("x.edit", "Word", edit),
        ("x.shout", "", button),
        ("x.loud", "Loud", read_only),
        ("x.table", "Prices", table),
        ("x.names", "Names", names),
    ):
        widget.setObjectName(name)
        form.addRow(label, widget)
    form.addRow(code)

    def shout() -> None:
        read_only.setText(edit.text().upper())
        app.clipboard().setText(edit.text().upper())

    button.clicked.connect(shout)
    window = QMainWindow()
    window.setObjectName("sample")
    window.setCentralWidget(page)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
