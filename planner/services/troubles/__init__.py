"""When paying gets hard: where a loan stands, what helps today, what a day costs, what may happen."""
