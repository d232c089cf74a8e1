"""Keys in the whole program: what becomes of orders, what the window says, and what hosts are asked with."""

import threading

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.ui.links.turns import until
from tests.ui.program.rig import Desk
from tests.ui.turning import turn

pytestmark = pytest.mark.anyio
KEY = "key_of_one_1111"
SECOND = "key_of_one_2222"
FOREIGN = "key_of_two_3333"


def verdict(desk: Desk, profile_id: str) -> str:
    return desk.window.settings.account._rows[profile_id].verdict.label.text()


async def test_a_key_that_may_only_read_is_replaced_and_the_order_goes_out_once(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1", SECOND: "bus_1"}
        desk.test.read_only = {KEY}
        await desk.start()
        profile_id = await desk.connect(KEY)
        said = desk.window.settings.account.form.field.problem.text()
        assert said.startswith("Key stored. It is for TEST: \u2068Juniper & Clay Ceramics\u2069.")
        assert said.endswith("Whether it may make links shows with the first one.")
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "key_forbidden")
        await until(lambda: "it may only read" in verdict(desk, profile_id))
        workspace = desk.workspace

        desk.press("settings.replace_key")
        assert await desk.connect(SECOND) == profile_id
        await desk.until_order(request_id, "created")
        assert desk.workspace is workspace, "the place stays open, and what is typed in it"
        assert len(desk.test.made) == 1
        await until(lambda: "Accepted by Dodo" in verdict(desk, profile_id))


async def test_a_locked_keyring_holds_orders_up_until_its_person_unlocks_it(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()

        desk.keyring.locked = True
        await desk.start()
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "keyring_locked")
        assert desk.here == profile_id
        status = desk.find(QLabel, "connection.status")
        await until(lambda: status.text() == "Keyring locked")
        desk.window.show_page("outbox")
        await until(lambda: "unlock" in desk.window.outbox.detail.actions_row.codes())
        assert desk.keyring.asked == 1, "once, at the start"

        # Looked at whenever somebody is back, and never asked again by itself.
        for _ in range(3):
            desk.window.came_back.emit()
            await turn()
        desk.press("outbox.unlock")
        await until(lambda: desk.keyring.asked == 2)
        note = desk.window.outbox.detail.note
        await until(lambda: note.text() == "The keyring is locked. Orders wait here until it is open.")

        desk.keyring.locked = False
        desk.press("outbox.unlock")
        await desk.until_order(request_id, "created")
        assert len(desk.test.made) == 1


async def test_a_keyring_that_was_unlocked_elsewhere_is_noticed_when_somebody_is_back(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()
        desk.keyring.locked = True
        await desk.start()
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "keyring_locked")
        desk.window.show_page("settings")
        await until(lambda: verdict(desk, profile_id).startswith("The keyring is locked."))
        desk.keyring.locked = False
        desk.window.came_back.emit()
        await desk.until_order(request_id, "created")
        assert desk.keyring.asked == 1
        await until(lambda: "Accepted" in verdict(desk, profile_id))


async def test_while_a_prompt_stands_unanswered_one_works_on(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        await desk.connect(KEY)
        await desk.stop()
        answered = threading.Event()
        desk.keyring.gate = answered
        await desk.start()
        # The place is open, in its own mode, long before the keyring answers.
        assert desk.window.windowTitle() == "Juniper & Clay Ceramics – TEST – Dodo Payment Links"
        request_id = await desk.queue()
        desk.window.show_page("compose")
        desk.find(QLineEdit, "options.order_reference").setText("W-1")
        assert desk.workspace.drafting.draft.options.order_reference == "W-1"
        assert (await desk.order(request_id)).state == "queued"
        answered.set()
        await desk.until_order(request_id, "created")
        assert desk.find(QLineEdit, "options.order_reference").text() == "W-1"


async def test_a_prompt_that_nobody_answers_is_told_and_can_be_tried_again(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()
        answered = threading.Event()
        desk.keyring.gate = answered
        desk.patience = 0.05
        await desk.start()
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "keyring_timeout")
        desk.window.show_page("settings")
        await until(lambda: "Look for its question on the screen." in verdict(desk, profile_id))
        desk.program._vault._timeout = 30.0
        answered.set()
        desk.press(f"settings.verdict.{profile_id}.choice.0")
        await desk.until_order(request_id, "created")
        assert desk.keyring.entry(profile_id) == KEY


@pytest.mark.parametrize(
    ("entry", "reason", "said"),
    [
        ("not a key at all", "key_damaged", "is no key; another program changed it"),
        (FOREIGN, "other_business", "the key of another business"),
        ("key_of_nobody_4444", "key_refused", "does not accept this key any more"),
    ],
)
async def test_an_entry_that_somebody_edited_sends_nothing_and_mixes_nothing(
    desk: Desk, entry: str, reason: str, said: str
) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1", FOREIGN: "bus_2"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await until(lambda: desk.workspace.directory.status.complete_at)
        await desk.stop()
        desk.keyring.edit(profile_id, entry)
        desk.test.asked.clear()
        await desk.start()
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", reason)
        desk.window.show_page("settings")
        await until(lambda: said in verdict(desk, profile_id))
        # It was judged by these two questions; no customer of the other business was read, no order sent.
        assert desk.test.asked_with(entry) <= {"/products", "/brands"}
        assert {key for _m, _p, key in desk.test.asked} <= {entry}
        assert desk.test.made == []
        customers = await desk.workspace.directory.search_customers("")
        assert [
            found.customer.customer_id for found in await desk.workspace.directory.search_customers("bus")
        ] == ["cus_bus_1"]
        assert customers is not None

        # The right one put in, the queue goes on.
        desk.press("settings.replace_key")
        assert await desk.connect(KEY) == profile_id
        await desk.until_order(request_id, "created")
        assert [business for business, _ in desk.test.made] == ["bus_1"]


async def test_another_key_that_cannot_be_checked_waits_until_it_can(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1", SECOND: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.stop()
        desk.keyring.edit(profile_id, f"Bearer {SECOND}\n")
        await desk.go_offline()
        await desk.start()
        request_id = await desk.queue()
        await desk.until_order(request_id, "blocked", "key_unchecked")
        desk.go_online()
        desk.window.came_back.emit()
        await desk.until_order(request_id, "created")
        assert [p.key_tail for p in desk.account.profiles] == ["2222"]
        assert desk.test.asked_with(SECOND) >= {"/payments"}


async def test_a_removed_key_says_how_many_orders_wait_and_keeps_them(desk: Desk) -> None:
    async with desk:
        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)
        await desk.go_offline()
        request_id = await desk.queue()
        await desk.until_order(request_id, "queued", "offline")
        # Also for an account that nobody works in.
        desk.account.use("practice")
        await until(lambda: desk.here == "practice")
        desk.window.show_page("settings")
        desk.press(f"settings.remove_key.{profile_id}")
        await until(lambda: desk.window.findChild(QLabel, "qt_msgbox_informativelabel"))
        told = desk.find(QLabel, "qt_msgbox_informativelabel").text()
        assert told == "1 order waits. It stays here and goes out once a key of this business is added again."
        question = desk.find(QLabel, "qt_msgbox_label").window()
        next(b for b in question.buttons() if b.text() == "Remove").click()  # type: ignore[attr-defined]
        await until(lambda: desk.keyring.entry(profile_id) is None)
        await until(
            lambda: "No key is stored" in desk.window.settings.account._rows[profile_id].detail.text()
        )
        assert desk.here == "practice"

        desk.account.use(profile_id)
        await until(lambda: desk.here == profile_id)
        await desk.until_order(request_id, "blocked", "key_missing")
        desk.go_online()
        await desk.connect(KEY)
        await desk.until_order(request_id, "created")


async def test_a_keyring_that_refuses_to_delete_leaves_the_key_in_use(desk: Desk) -> None:
    async with desk:
        from keyring.errors import PasswordDeleteError

        desk.test.keys = {KEY: "bus_1"}
        await desk.start()
        profile_id = await desk.connect(KEY)

        def refuse(service: str, username: str) -> None:
            raise PasswordDeleteError(KEY)

        desk.keyring.delete_password = refuse  # type: ignore[method-assign]
        desk.window.settings.account._remove(profile_id)
        await until(lambda: "still in use" in verdict(desk, profile_id))
        request_id = await desk.queue()
        await desk.until_order(request_id, "created")
        await desk.stop()
        await desk.start()
        assert desk.here == profile_id
        again = await desk.queue()
        await desk.until_order(again, "created")
