"""The table of repayment methods: one file each."""

REPAYMENT_METHODS: tuple[object, ...] = ()
