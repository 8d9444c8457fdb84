"""The table of exports: one file each."""

EXPORTS: tuple[object, ...] = ()
