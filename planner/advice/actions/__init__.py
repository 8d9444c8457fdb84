"""The table of ways out: one file each."""

from planner.advice.action import Finder

ACTIONS: tuple[Finder, ...] = ()
