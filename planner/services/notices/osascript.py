"""macOS: AppleScript's notification; texts are arguments, never part of the script."""

from planner.services.notices.notice import Notice


def command(title: str, body: str) -> tuple[str, ...]:
    """The script in three lines, then its two arguments."""
    lines = (
        "on run argv",
        "display notification (item 2 of argv) with title (item 1 of argv)",
        "end run",
    )
    script = tuple(word for line in lines for word in ("-e", line))
    return ("osascript", *script, title, body)


OSASCRIPT = Notice("osascript", "darwin", command)
