"""A labelled year of a small shop's payments, made up: who was paid, for what, and the category.

Payees write themselves in several ways (branch, city, legal form), new ones appear all year,
some say nothing (people's names, scan payments), some sell for two categories, and a few labels
are simply odd, as in real books. The vocabulary was written before the recogniser was tuned.
"""

import datetime as dt
from random import Random
from typing import NamedTuple

CITIES = ("城东", "河西", "南关", "新区", "青山", "临江", "北站", "文苑")
PEOPLE = (
    "阿强",
    "小林",
    "老周",
    "王姐",
    "赵师傅",
    "刘叔",
    "阿芳",
    "陈工",
    "小何",
    "孙姨",
    "大海",
    "阿梅",
)
SHAPES = ("{0}", "{0}", "{1}{0}", "{0}（{1}店）", "{1}{0}有限公司", "{0}*{2}", "{1}{0}商行")
WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "进货": (
        ("粮油批发部", "蔬菜批发", "鲜肉档口", "水产批发行", "冻品供应链", "干货调味品批发", "米面油直供", "豆制品厂", "禽蛋配送", "农产品合作社"),
        ("大米10袋", "猪肉", "食用油", "蔬菜一批", "鸡蛋2箱", "面粉", "调料", "冻鸡腿", "豆腐", "货款"),
    ),
    "包装": (
        ("包装材料厂", "纸箱包装", "打包盒批发", "塑料制品店", "印刷包装"),
        ("打包盒500个", "塑料袋", "纸箱", "餐盒", "不干胶标签", "纸袋定制"),
    ),
    "物流": (
        ("顺丰速运", "中通快递", "圆通速递", "韵达快递", "德邦物流", "极兔速递", "货拉拉", "同城配送"),
        ("运费", "快递费", "月结运费", "寄件", "货运订单", "配送费"),
    ),
    "水电": (
        ("国网供电", "自来水公司", "燃气集团", "热力公司", "物业水电"),
        ("电费", "水费", "燃气费", "9月电费", "水电费", "暖气费"),
    ),
    "房租": (("商业管理物业", "置业租赁", "房东周先生", "市场管理处"), ("店面租金", "房租", "摊位费", "租金押金", "仓库租金")),
    "通信": (("中国移动", "中国电信", "中国联通", "宽带营业厅"), ("话费充值", "宽带续费", "流量包", "手机话费")),
    "交通": (
        ("中国石化加油站", "中国石油加油", "滴滴出行", "停车场管理", "高速公路收费", "汽车维修"),
        ("92号汽油", "打车", "停车费", "通行费", "加油", "车辆保养"),
    ),
    "推广": (("美团推广", "抖音本地推", "大众点评广告", "朋友圈广告", "广告传媒"), ("推广费充值", "广告投放", "海报制作", "推广通", "招牌制作")),
    "维修": (
        ("厨房设备维修", "制冷设备", "五金水暖", "家电维修", "装饰工程"),
        ("冰柜维修", "换水龙头", "灯管", "空调加氟", "灶具配件", "门锁维修"),
    ),
    "办公": (("得力文具", "办公用品", "打印耗材", "电脑城", "软件服务"), ("A4纸", "墨盒", "收银纸", "软件年费", "计算器", "U盘")),
    "人工": ((*PEOPLE, "劳务服务", "人力资源"), ("工资", "兼职工资", "加班", "临时工", "", "转账")),
    "税费": (("国家税务总局", "社保中心", "代理记账", "市场监督管理局"), ("增值税", "社保费", "记账费", "公积金", "工本费", "个税")),
    "餐饮": (
        ("沙县小吃", "兰州拉面", "瑞幸咖啡", "肯德基", "早餐铺", "火锅店", "蜜雪冰城"),
        ("工作餐", "外卖", "团队聚餐", "咖啡", "早餐", "请客户吃饭"),
    ),
}  # fmt: skip
INCOME: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "堂食": (("顾客扫码", *PEOPLE), ("二维码收款", "收钱码", "到店消费", "")),
    "外卖": (("美团外卖", "饿了么", "抖音团购"), ("外卖结算款", "账单结算", "团购核销款")),
    "批发": (("食品贸易", "连锁餐饮管理", "酒店用品", "学校食堂", "企业团餐"), ("货款", "批发货款", "月结货款", "送货款")),
}  # fmt: skip
ODD = 0.04
"""Share of labels that follow no rule."""


class Labelled(NamedTuple):
    """One payment and what the owner books it as."""

    date: dt.date
    payee: str
    note: str
    amount: int
    category: str


def year(seed: int = 1, per_month: int = 90) -> list[Labelled]:
    """Twelve months of payments; half of the payees are there from the start."""
    chance = Random(seed)
    pools = {
        (category, is_income): _pool(chance, heads)
        for words, is_income in ((WORDS, False), (INCOME, True))
        for category, (heads, _) in words.items()
    }
    found = []
    for month in range(1, 13):
        for _ in range(per_month):
            is_income = chance.random() < 0.35
            words = INCOME if is_income else WORDS
            category = chance.choice(list(words))
            known = pools[category, is_income]
            active = max(2, round(len(known) * (0.5 + month / 24)))
            payee, note = chance.choice(known[:active]), chance.choice(words[category][1])
            label = chance.choice(list(words)) if chance.random() < ODD else category
            day = dt.date(2025, month, chance.randint(1, 28))
            size = chance.randint(500, 400_000)
            found.append(Labelled(day, payee, note, size if is_income else -size, label))
    return sorted(found, key=lambda one: one.date)


def _pool(chance: Random, heads: tuple[str, ...]) -> list[str]:
    written = [
        chance.choice(SHAPES).format(head, chance.choice(CITIES), chance.randint(10, 99))
        for head in heads
        for _ in range(3)
    ]
    chance.shuffle(written)
    return written
