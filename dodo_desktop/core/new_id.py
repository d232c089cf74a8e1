"""Names for lines and runs of typing, which need only differ."""


def new_id() -> str:
    """One that nothing else has."""
    # Imported here: windows are painted before anything needs a name.
    from uuid import uuid4

    return uuid4().hex
