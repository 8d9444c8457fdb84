"""`outlook1m`: the same as `outlook100k` with a million entries; figures only, no goal."""

from tests.benchmarks import outlook100k


def run() -> dict[str, object]:
    """One round: a million entries are a stress, not the everyday."""
    return outlook100k.run(1_000_000, rounds=1)
