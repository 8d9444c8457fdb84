"""The table of foreign formats: one file each, the most particular first."""

from planner.importers.formats.alipay_app import ALIPAY_APP
from planner.importers.formats.broker import BROKER
from planner.importers.formats.table import TABLE
from planner.importers.formats.wechat import WECHAT
from planner.importers.importer import Importer

IMPORTERS: tuple[Importer, ...] = (ALIPAY_APP, WECHAT, BROKER, TABLE)
