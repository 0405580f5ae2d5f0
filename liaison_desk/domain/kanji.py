"""Kanji that are written in several shapes in names, and count as one when a name is looked for.

First in each line stands the shape of today's common list, then its older and other shapes as registers of names know them
(渡辺 渡邊 渡邉; 斎藤 齋藤 斉藤; 高橋 髙橋). Shapes that Unicode itself holds for compatible are made equal by NFKC already.
It is for comparing only: every name is shown and kept as its bearer writes it.
"""

from types import MappingProxyType

_SHAPES = """
辺邊邉 斎斉齋齊 高髙 崎﨑嵜碕 沢澤 広廣 浜濱濵 徳德 国國 桜櫻 渕淵渊 島嶋嶌 富冨 吉𠮷 恵惠 真眞 円圓
蔵藏 滝瀧 竜龍 条條 栄榮 会會 学學 県縣 宝寶 礼禮 与與 寿壽 庁廳 関關 鉄鐵 沖冲 峰峯 柳栁 梅楳 曽曾
亀龜 浅淺 渋澁澀 瀬瀨 鉱鑛 黒黑 黄黃 横橫 桑桒 万萬 芸藝 静靜 顕顯 弥彌 実實 宮宫 来來 竹竺 豊豐 岳嶽
巌巖 隠隱 応應 奥奧 温溫 価價 楽樂 歓歡 巻卷 帰歸 戯戲 拠據 挙擧 峡峽 狭狹 郷鄕 尭堯 暁曉 区區 駆驅
勲勳 薫薰 渓溪 継繼 経經 軽輕 鶏鷄 剣劍劔 検檢 険險 験驗 圏圈 厳嚴 砿礦 号號 済濟 参參 桟棧 蚕蠶 賛贊
残殘 糸絲 児兒 辞辭 湿濕 舎舍 釈釋 収收 従從 獣獸 縦縱 粛肅 処處 緒緖 叙敍 奨奬 将將 焼燒 証證 乗乘
浄淨 嬢孃 譲讓 畳疊 穣穰 慎愼 晋晉 図圖 粋粹 随隨 髄髓 枢樞 数數 声聲 摂攝 専專 戦戰 践踐 銭錢 潜潛
繊纖 禅禪 双雙 壮壯 争爭 荘莊 総總 聡聰 属屬 続續 堕墮 体體 対對 帯帶 滞滯 台臺 択擇 担擔 単單 団團
断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 聴聽 鎮鎭 逓遞 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 闘鬪 独獨 読讀
届屆 縄繩 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 瓶甁 払拂 仏佛 並竝 変變
弁辨瓣辯 舗舖 穂穗 翻飜 槙槇 満滿 黙默 訳譯 薬藥 予豫 余餘 誉譽 揺搖 様樣 謡謠 遥遙 覧覽 乱亂 略畧
両兩 猟獵 緑綠 塁壘 励勵 齢齡 恋戀 炉爐 労勞 楼樓 録錄 湾灣 桧檜 祢禰 籠篭 薮藪 鴎鷗 涛濤 頼賴 諌諫
砺礪 梼檮 壷壺 亘亙 晃晄 館舘 塩鹽 麹麴 昂昻 芦蘆 杉杦 桝枡 鯵鰺 橋槗𣘺 彦彥 産產 増增 徴徵 戸戶 毎每
歩步 虚虛 戻戾 別别 青靑 清淸 強强 教敎 祷禱 巣巢 兎兔 熙煕熈 裏裡 村邨 野埜 松枩 秋穐 闊濶 留畄
"""


def _shapes() -> dict[int, str]:
    """Return which shape stands for each of the others."""
    return {ord(shape): group[0] for group in _SHAPES.split() for shape in group[1:]}


SHAPES = MappingProxyType(_shapes())
"""The code point of a shape → the shape that stands for it."""
