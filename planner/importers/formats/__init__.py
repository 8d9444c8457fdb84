"""The table of foreign formats: one file each."""

IMPORTERS: tuple[object, ...] = ()
