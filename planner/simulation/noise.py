"""Noise: everything that chance decides, drawn once and kept, so that what-ifs compare like with like.

Each unsure flow has its own draws, keyed by its name and day: a changed book meets the same luck
(common random numbers). Money here is whole numbers of `unit` minor units.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.flows.flow import ExpectedFlow
from planner.simulation.luck import Luck, Row, lucks, redrawn
from planner.simulation.setting import Setting

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Noise:
    """Cumulative random part of the accounts: row = day, column = path."""

    setting: Setting
    unit: int
    """Minor units per whole number (1 unless sums are astronomic)."""
    paths: int
    """Columns; 1 when nothing is left to chance."""
    accounts: Mapping[str, Row]
    """Matrix of each account that chance moves and that dues are judged on."""
    total: Row | None
    """Matrix of all spendable accounts together; None: nothing moves."""
    spendable: frozenset[str]
    unsure: frozenset[Luck]
    """What is drawn into the matrices."""
    added: tuple[Luck, ...] = ()
    removed: tuple[Luck, ...] = ()
    """How a what-if differs from what was drawn."""
    base: "Noise | None" = field(default=None, repr=False)

    def row(self, account: str, day: int) -> Row:
        """Random part of one account at the end of `day`, one value per path."""
        return self._changed(self.accounts.get(account), day, frozenset((account,)))

    def total_row(self, day: int) -> Row:
        """Random part of all spendable accounts at the end of `day`."""
        return self._changed(self.total, day, self.spendable)

    def _changed(self, matrix: Row | None, day: int, accounts: frozenset[str]) -> Row:
        row = np.zeros(self.paths, dtype=np.int64) if matrix is None else matrix[day]
        for group, sign in ((self.added, 1), (self.removed, -1)):
            for luck in group:
                if luck.account in accounts:
                    row = row + sign * redrawn(luck, self.setting, self.unit).by(day)
        return row

    @cached_property
    def bands(self) -> npt.NDArray[np.int64]:
        """Quantiles (columns as in `QUANTILES`) of all spendable accounts for each day."""
        if self.base is not None and not self._moves_total:
            return self.base.bands
        days = self.setting.days + 1
        result = np.zeros((days, len(QUANTILES)), dtype=np.int64)
        if self.total is None and not self.added:
            return result
        places = [int(share * (self.paths - 1)) for share in QUANTILES]
        for day in range(days):
            result[day] = np.sort(self.total_row(day))[places]
        return result * self.unit

    @property
    def _moves_total(self) -> bool:
        return any(luck.account in self.spendable for luck in (*self.added, *self.removed))

    def for_flows(self, flows: Iterable[ExpectedFlow]) -> "Noise":
        """The same luck for another plan: what it adds or leaves out is put on top."""
        wanted = lucks(flows)
        return replace(
            self,
            added=tuple(sorted(wanted - self.unsure)),
            removed=tuple(sorted(self.unsure - wanted)),
            base=self.base or self,
            paths=self.setting.paths if wanted - self.unsure else self.paths,
        )
