"""The real program is killed twelve times; two hundred are ``dev.py prove --kills 200``."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dodo_desktop.core.draft import BillingEntry, CustomerEntry, CustomerMode, Draft
from dodo_desktop.core.outgoing import OutgoingPayment
from tests.faults.kills import Deaths, Disk, Kills, _kept
from tests.faults.report import kill_table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DRAFT = Draft("d", customer=CustomerEntry(CustomerMode.NEW, name="Zoë K"), billing=BillingEntry("DE", "Weg"))
SAVED = {
    "draft": "d",
    "customer": {"mode": "new", "name": "Zoë"},
    "billing": {"country": "Germ", "street": "Weg"},
}


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is told apart from an end by POSIX alone")
@pytest.mark.timeout(300)
def test_twelve_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    deaths = Kills("12", 12, tmp_path).run()
    print("\n" + kill_table(deaths))
    assert deaths.lies == []
    assert (deaths.kills, deaths.intact, deaths.doubled) == (12, 12, 0)
    assert deaths.saved, "it was killed while somebody typed"
    assert deaths.queued, "it was killed with orders on their way"
    assert deaths.states.keys() <= {"created", "unconfirmed"}
    assert deaths.honest


def test_a_draft_may_have_grown_but_not_lost_a_letter() -> None:
    assert _kept(SAVED, Disk("ok", [DRAFT], [], {}))
    queued = OutgoingPayment("r", DRAFT, "{}", "test", NOW, NOW)
    assert _kept(SAVED, Disk("ok", [], [queued], {}))
    shorter = replace(DRAFT, billing=BillingEntry("DE", "We"))
    assert not _kept(SAVED, Disk("ok", [shorter], [], {}))
    assert not _kept(SAVED, Disk("ok", [replace(DRAFT, draft_id="other")], [], {}))
    assert not _kept(SAVED, Disk("ok", [], [], {}))


@pytest.mark.parametrize("deaths", [Deaths(lies=["x"]), Deaths(doubled=1), Deaths(kills=1, intact=0)])
def test_one_is_enough_to_fail(deaths: Deaths) -> None:
    total = Deaths()
    total.add(deaths)
    assert not total.honest
    assert Deaths(kills=1, intact=1).honest
