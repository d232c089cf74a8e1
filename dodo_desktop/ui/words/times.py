"""Times as people say them. All moments are aware; what is shown is this computer's local time."""

from datetime import date, datetime, timedelta

from dodo_desktop.ui.words import _, locale, spoken

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def clock_time(moment: datetime, *, seconds: bool = False) -> str:
    """The time of day, such as 14:06, as this computer writes it."""
    # Babel loads CLDR data; the first picture of the window has no times in it.
    from babel.dates import format_time

    return format_time(moment.astimezone(), "medium" if seconds else "short", locale=locale())


def absolute(moment: datetime, now: datetime | None = None, *, year: bool = True) -> str:
    """Weekday, date and time: "Mon 23 Nov 2026, 14:06"; without `year` where `now` has the same."""
    from babel.dates import format_skeleton

    local = moment.astimezone()
    keep_year = year or (now is not None and now.astimezone().year != local.year)
    day = format_skeleton("yMMMEd" if keep_year else "MMMEd", local, locale=spoken(locale()))
    return _("{day}, {time}").format(day=day, time=clock_time(moment))


def day_or_time(moment: datetime, now: datetime) -> str:
    """A short column: the time if it was today, "Yesterday", else the day."""
    from babel.dates import format_skeleton

    local, today = moment.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    if days == 0:
        return clock_time(moment)
    if days == 1:
        return _("Yesterday")
    return format_skeleton("MMMd" if local.year == today.year else "yMMMd", local, locale=spoken(locale()))


def month(day: date) -> str:
    """Month and year, such as "August 2026"."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=spoken(locale()))


def day_of(moment: datetime, now: datetime) -> str:
    """The day alone, such as "30 Nov", with its year where that is another than now's."""
    from babel.dates import format_skeleton

    local = moment.astimezone()
    parts = "MMMd" if local.year == now.astimezone().year else "yMMMd"
    return format_skeleton(parts, local, locale=spoken(locale()))


def as_of(moment: datetime, now: datetime) -> str:
    """How fresh something is: "today 13:55", or the day and the time."""
    if moment.astimezone().date() == now.astimezone().date():
        return _("today {time}").format(time=clock_time(moment))
    return absolute(moment, now, year=False)


def span(length: timedelta) -> str:
    """A length of time in its two largest parts, such as "23 h 58 min" or "2 d 4 h"; never less than 0."""
    total = max(0, int(length.total_seconds()))
    if total < _MINUTE:
        return _("{seconds} s").format(seconds=total)
    if total < _HOUR:
        return _("{minutes} min").format(minutes=total // _MINUTE)
    if total < _DAY:
        hours, minutes = total // _HOUR, total % _HOUR // _MINUTE
        if minutes:
            return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")
        return _("{hours} h").format(hours=hours)
    days, hours = total // _DAY, total % _DAY // _HOUR
    return (
        _("{days} d {hours} h").format(days=days, hours=hours) if hours else _("{days} d").format(days=days)
    )


def left(until: datetime, now: datetime) -> str:
    """What is left: "23 h 58 min left", or that it is over."""
    if until <= now:
        return _("Expired {ago}").format(ago=ago(until, now))
    return _("{span} left").format(span=span(until - now))


def until_short(moment: datetime, now: datetime) -> str:
    """A column: "in 23 h 58 min", or "18 h ago"."""
    return ago(moment, now) if moment <= now else _("in {span}").format(span=span(moment - now))


def ago(moment: datetime, now: datetime) -> str:
    """An age in its largest part: "just now", "20 s ago", "2 min ago", "18 h ago", "3 d ago"."""
    total = int((now - moment).total_seconds())
    if total < 5:
        return _("just now")
    if total < _MINUTE:
        return _("{seconds} s ago").format(seconds=total)
    if total < _HOUR:
        return _("{minutes} min ago").format(minutes=total // _MINUTE)
    if total < _DAY:
        return _("{hours} h ago").format(hours=total // _HOUR)
    return _("{days} d ago").format(days=total // _DAY)
