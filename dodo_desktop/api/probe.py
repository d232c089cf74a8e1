"""Whether a host takes a key, and whose key it is."""

from collections.abc import Mapping
from dataclasses import replace

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.hosts import HOSTS, Host
from dodo_desktop.api.times import Clock, ComputerClock
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.faults import GatewayError


async def probe(
    mode: str, key: str, *, hosts: Mapping[str, Host] = HOSTS, clock: Clock | None = None
) -> ProbeAnswer:
    """Asks the host of `mode` (``test`` or ``live``) for one product with `key`.

    Only a 401 in JSON means that the key is refused; whatever else goes wrong leaves it open. Raises
    ValueError where the key cannot go into a header.
    """
    client = DodoClient(hosts[mode], key, clock=clock or ComputerClock())
    try:
        return await _ask(client)
    finally:
        await client.aclose()


async def _ask(client: DodoClient) -> ProbeAnswer:
    answer = await client.try_key()
    if not answer.accepted:
        return answer
    try:
        business, name = await client.account_name()
    except GatewayError:
        return answer  # the key is good all the same
    return replace(answer, business_id=answer.business_id or business, name=name)
