"""The child process that draws PDFs: `python -m planner.exports.pdf.child`, JSON in, bytes out.

Qt needs an application object for fonts, of which a process may have one. The command line has
none and must not need one; in the window it belongs to another thread. So a PDF is drawn in a
process of its own: the same bytes from both, no window waits, no crash takes the book along.
"""

import json
import sys

WORD = "write-pdf"


def main() -> int:
    """Draw the document on standard input; the PDF goes to standard output."""
    from PySide6.QtGui import QGuiApplication

    from planner.exports.pdf.layout import drawn

    application = QGuiApplication(["leeway"])
    content = drawn(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
