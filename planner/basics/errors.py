"""The one error a person is meant to read, and the system's own reasons in words."""

import errno

from planner.basics.text import N_, Fact, Text, text


class UserError(Exception):
    """Refused: what happened, that nothing was changed, what to do next.

    `key` is a literal marked with `N_`; `facts` fill its named fields. Shown through
    `planner.wording`; everything that is not a `UserError` is our own bug.
    """

    def __init__(self, key: str, /, **facts: Fact) -> None:
        super().__init__(key)
        self.text: Text = text(key, **facts)

    def __str__(self) -> str:
        return f"{self.text.key} {dict(self.text.facts)}"


_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("access is not allowed"),
    errno.EPERM: N_("access is not allowed"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EFBIG: N_("the disk is full"),
    errno.EROFS: N_("this place is read-only"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("part of the path is no folder"),
    errno.EEXIST: N_("there is already something of this name"),
    errno.EBUSY: N_("it is in use by another program"),
    errno.ETXTBSY: N_("it is in use by another program"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EINVAL: N_("the name is not allowed here"),
    errno.ELOOP: N_("links lead in a circle"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.EIO: N_("the disk or the connection to it has failed"),
    errno.ENODEV: N_("the disk or the connection to it has failed"),
    errno.ETIMEDOUT: N_("the disk or the connection to it has failed"),
}


def system_reason(fault: OSError) -> Text:
    """What the system means, as a phrase in the reader's language instead of its own English."""
    reason = _REASONS.get(fault.errno or 0)
    if reason is not None:
        return text(reason)
    if isinstance(fault, PermissionError):
        return text(_REASONS[errno.EACCES])
    return text(N_("system error {number}"), number=str(fault.errno or type(fault).__name__))
