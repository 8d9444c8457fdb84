"""The pages of the window, one file each."""

PAGES: tuple[object, ...] = ()
