"""The table of schedules: one file per system, the first that works is taken."""

from planner.services.schedules.autostart import AUTOSTART
from planner.services.schedules.launchd import LAUNCHD
from planner.services.schedules.none import NONE
from planner.services.schedules.schedule import Schedule
from planner.services.schedules.systemd import SYSTEMD
from planner.services.schedules.task_scheduler import TASK_SCHEDULER

SCHEDULES: tuple[Schedule, ...] = (SYSTEMD, AUTOSTART, TASK_SCHEDULER, LAUNCHD, NONE)
