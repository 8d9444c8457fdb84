"""Many possible balances from expected flows and a seed."""
