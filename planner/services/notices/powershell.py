"""Windows: a toast through PowerShell's own WinRT, without any module to install.

The texts travel as base64 inside the script, and the script as base64 too: no quoting, no code
page, nothing of a text is ever read as a command.
"""

from base64 import b64encode
from xml.sax.saxutils import escape

from planner.services.notices.notice import Notice

_APP = r"{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe"
"""A toast needs an app that Windows knows; PowerShell is one everywhere."""


def command(title: str, body: str) -> tuple[str, ...]:
    """PowerShell with the script that shows the toast."""
    encoded = b64encode(script(title, body).encode("utf-16-le")).decode()
    return ("powershell", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded)


def script(title: str, body: str) -> str:
    """The script in words."""
    said = b64encode(toast(title, body).encode()).decode()
    return f"""$ErrorActionPreference = 'Stop'
[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
[void][Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom, ContentType = WindowsRuntime]
$xml = New-Object Windows.Data.Xml.Dom.XmlDocument
$xml.LoadXml([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{said}')))
$toast = New-Object Windows.UI.Notifications.ToastNotification $xml
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('{_APP}').Show($toast)
"""


def toast(title: str, body: str) -> str:
    """The toast as XML."""
    lines = "".join(f"<text>{escape(line)}</text>" for line in (title, body))
    return f'<toast><visual><binding template="ToastGeneric">{lines}</binding></visual></toast>'


POWERSHELL = Notice("powershell", "win32", command)
