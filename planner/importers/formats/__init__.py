"""The table of foreign formats: one file each, the most particular first."""

from planner.importers.formats.alipay_app import ALIPAY_APP
from planner.importers.formats.alipay_ledger import ALIPAY_LEDGER
from planner.importers.formats.alipay_merchant import ALIPAY_MERCHANT
from planner.importers.formats.alipay_notebook import ALIPAY_NOTEBOOK
from planner.importers.formats.alipay_web import ALIPAY_WEB
from planner.importers.formats.broker import BROKER
from planner.importers.formats.camt053 import CAMT053
from planner.importers.formats.feidee import FEIDEE
from planner.importers.formats.jd import JD
from planner.importers.formats.meituan import MEITUAN
from planner.importers.formats.mt940 import MT940
from planner.importers.formats.ofx import OFX
from planner.importers.formats.qif import QIF
from planner.importers.formats.table import TABLE
from planner.importers.formats.wechat import WECHAT
from planner.importers.formats.wechat_merchant import WECHAT_MERCHANT
from planner.importers.importer import Importer

IMPORTERS: tuple[Importer, ...] = (
    ALIPAY_APP,
    ALIPAY_WEB,
    ALIPAY_MERCHANT,
    ALIPAY_LEDGER,
    ALIPAY_NOTEBOOK,
    WECHAT,
    WECHAT_MERCHANT,
    JD,
    MEITUAN,
    FEIDEE,
    OFX,
    QIF,
    MT940,
    CAMT053,
    BROKER,
    TABLE,
)
