"""The values themselves cost nothing at start-up: heavy data is read when first asked for."""

import subprocess
import sys


def test_no_heavy_library_is_imported_with_the_values() -> None:
    modules = ("money", "money_text", "countries", "currencies", "methods", "qr")
    code = (
        "import sys\n"
        + "".join(f"import dodo_desktop.core.{module}\n" for module in modules)
        + "print(sorted({'babel', 'segno'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
