"""Times as people say them. All moments are aware; what is shown is this computer's local time."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dodo_desktop.ui.words import _, locale, spoken

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MINUTES_A_DAY, _DAYS = 1440, 800
"""How many written times and days are kept."""


def clock_time(moment: datetime, *, seconds: bool = False) -> str:
    """The time of day, such as 14:06, as this computer writes it."""
    local = moment.astimezone()
    return _written_time(time(local.hour, local.minute, local.second if seconds else 0), seconds, locale())


# A table asks for the same few of them again and again, and CLDR's rules take long to follow.
@lru_cache(_MINUTES_A_DAY)
def _written_time(at: time, seconds: bool, where: str) -> str:
    # Babel loads CLDR data; the first picture of the window has no times in it.
    from babel.dates import format_time

    return format_time(at, "medium" if seconds else "short", locale=where)


@lru_cache(_DAYS)
def _written_day(day: date, skeleton: str, where: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, day, locale=where)


def absolute(moment: datetime, now: datetime | None = None, *, year: bool = True) -> str:
    """Weekday, date and time: "Mon 23 Nov 2026, 14:06"; without `year` where `now` has the same."""
    local = moment.astimezone()
    keep_year = year or (now is not None and now.astimezone().year != local.year)
    day = _written_day(local.date(), "yMMMEd" if keep_year else "MMMEd", spoken(locale()))
    return _("{day}, {time}").format(day=day, time=clock_time(moment))


def day_or_time(moment: datetime, now: datetime) -> str:
    """A short column: the time if it was today, "Yesterday", else the day."""
    local, today = moment.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    if days == 0:
        return clock_time(moment)
    if days == 1:
        return _("Yesterday")
    skeleton = "MMMd" if local.year == today.year else "yMMMd"
    return _written_day(local.date(), skeleton, spoken(locale()))


def month(day: date) -> str:
    """Month and year, such as "August 2026"."""
    return _written_day(day, "yMMMM", spoken(locale()))


def day_of(moment: datetime, now: datetime) -> str:
    """The day alone, such as "30 Nov", with its year where that is another than now's."""
    local = moment.astimezone()
    skeleton = "MMMd" if local.year == now.astimezone().year else "yMMMd"
    return _written_day(local.date(), skeleton, spoken(locale()))


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
