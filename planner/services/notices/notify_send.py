"""Linux and other free desktops: notify-send of libnotify."""

from html import escape

from planner.services.notices.notice import Notice


def command(title: str, body: str) -> tuple[str, ...]:
    """Bodies may hold markup there, so that signs of markup are escaped."""
    return ("notify-send", "--app-name=Leeway", "--", title, escape(body, quote=False))


NOTIFY_SEND = Notice("notify_send", "linux", command)
