"""Addresses in the scripts of East Asia, which begin with the largest place and run on without commas.

A line such as 東京都千代田区丸の内1-1-1 holds state, city and street in one; a postal code stands before it,
behind it or in a line of its own, and a building may follow in the next line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dodo_desktop.core.address_table import State, address_row
from dodo_desktop.core.paste_atoms import Atom, Block
from dodo_desktop.core.paste_words import COMPANY, HONORIFIC
from dodo_desktop.core.value import value

_EDGE = " ,;:.–—-/·()（）"
_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

_JAPANESE_CITY = re.compile(
    r"(?P<city>[^\d市]{1,6}?郡(?!山?市)[^\d市]{1,6}?[町村]|[^\d]{1,6}?市市?(?:[^\d]{1,4}?区)?|[^\d]{1,5}?区|"
    r"[^\d]{1,6}?[町村])(?P<rest>.*)"
)
"""Not each 郡 is a district: Kōriyama and Gamagōri are towns."""

_KOREAN_CITY = re.compile(r"(?P<city>\S+시(?:\s+\S+구)?|\S+[군구])(?:\s+(?P<rest>.*))?$")
_CHINESE_CITY = re.compile(r"(?P<city>[^\d\s]{1,12}?(?:自治州|地区|盟|市|自治县|县))\s*(?P<rest>.*)")
_TAIWANESE_CITY = re.compile(r"(?P<city>[^\d\s]{1,4}?(?:區|鄉|鎮|市))\s*(?P<rest>.*)")
_HONG_KONG = {
    "香港島": """
        中環 上環 西環 金鐘 灣仔 銅鑼灣 天后 北角 鰂魚涌 太古 太古城 筲箕灣 柴灣
        小西灣 薄扶林 香港仔 鴨脷洲 黃竹坑 淺水灣 赤柱 半山 堅尼地城 西營盤 跑馬地 中西區 灣仔區
        東區 南區
    """,
    "九龍": """
        尖沙咀 尖東 佐敦 油麻地 旺角 太子 深水埗 長沙灣 荔枝角 美孚 石硤尾 九龍塘 何文田
        紅磡 土瓜灣 馬頭圍 黃大仙 鑽石山 新蒲崗 九龍城 啟德 九龍灣 牛頭角 觀塘 藍田 油塘
        油尖旺區 深水埗區 九龍城區 黃大仙區 觀塘區
    """,
    "新界": """
        荃灣 葵涌 葵芳 青衣 屯門 元朗 天水圍 上水 粉嶺 大埔 沙田 馬鞍山 大圍
        火炭 將軍澳 西貢 東涌 愉景灣 梅窩 長洲 荃灣區 屯門區 元朗區 北區 大埔區 沙田區
        西貢區 葵青區 離島區
    """,
}
_HONG_KONG_AREAS = {place: area for area, places in _HONG_KONG.items() for place in places.split()}
_HONG_KONG_CITY = re.compile(
    rf"(?P<city>{'|'.join(sorted(_HONG_KONG_AREAS, key=len, reverse=True))})\s*(?P<rest>.*)"
)
_HONG_KONG_WITHOUT_AREA = re.compile(
    rf"(?:香港)?\s*(?P<place>{_HONG_KONG_CITY.pattern.removesuffix('(?P<rest>.*)')}).*[道街路里邨苑].*\d"
)
_CITIES = {
    "JP": _JAPANESE_CITY,
    "KR": _KOREAN_CITY,
    "CN": _CHINESE_CITY,
    "TW": _TAIWANESE_CITY,
    "HK": _HONG_KONG_CITY,
}
_OWN_NAMES = {
    "JP": "日本国?",
    "KR": "대한민국|한국",
    "CN": "中华人民共和国|中国|中國",
    "TW": "中華民國|[台臺][灣湾]省?",
    "HK": "中國香港特別行政區|中國香港|香港特別行政區|香港(?!島|仔)",
}
_CODES = {"JP": r"\d{3}-?\d{4}", "KR": r"\d{5}", "CN": r"\d{6}", "TW": r"\d{5,6}|\d{3}(?:-\d{2,3})?"}
_CODE_WORDS = r"〒|우편번호|우|邮政编码|邮编|郵遞區號|郵政編碼|郵編"
_WITHOUT_STATE = re.compile(r"市[^\d\s]{1,8}[区县镇].*(?:路|街|道|巷|弄|村).*号")
"""A Chinese address that leaves the province out."""

_KOREAN_START = re.compile(r"\s+\S+[시군구](?:\s|$)")
_BUILDING = re.compile(
    r"ビル|マンション|号室|階|ハイツ|コーポ|アパート|タワー|"
    r"빌딩|아파트|오피스텔|타워|센터|빌라|주택|상가|\d\s*(?:층|호|동)|"
    r"\d\s*(?:号|楼|层|室|单元|栋|幢|座|樓|層|號|棟)|大厦|大廈|广场|廣場|小区|社區|花园|花園|中心|"
    r"\d\s*F\b"
)
_PERSON_AND_PHONE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]{2,12}\\s[+\\d][\\d\\s()-]{7,}")
_PHONE_LIKE = re.compile(r"[+\d][\d\s()-]{7,}")


@value
class _Start:
    """Where in a text an address begins: the state with which it does, and where that ends."""

    state: State | None
    at: int
    end: int


@cache
def _names(country: str) -> list[tuple[str, State]]:
    """What a country's states are called in its own script, the longest first, as `_alike` has it."""
    found: dict[str, State] = {}
    for state in address_row(country).states:
        short = re.sub("[省市]$|壮族自治区$|回族自治区$|维吾尔自治区$|自治区$", "", state.native)
        own = [name for name in (*state.others, short if country == "CN" else "") if _SCRIPT.search(name)]
        for name in (state.native, *own):
            found[_alike(name)] = state
            if country == "KR" and len(name) == 2:
                # People write Seoul as a city, Gyeonggi as a province.
                found |= {name + ending: state for ending in "시도"}
    found.pop("", None)
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def _alike(text: str) -> str:
    return text.replace("臺", "台")


def _start(text: str, country: str) -> _Start | None:
    """The beginning of an address of a country in a text; None where there is none."""
    text = _alike(text)
    for name, state in _names(country):
        for match in re.finditer(re.escape(name), text):
            if _begins(text, match, country):
                return _Start(state, match.start(), match.end())
    place = _HONG_KONG_WITHOUT_AREA.match(text) if country == "HK" else None
    if place is not None:
        return _Start(None, place.start("place"), place.start("place"))
    city = _WITHOUT_STATE.search(text) if country == "CN" else None
    if city is not None:
        at = text.rfind(" ", 0, city.start()) + 1
        return _Start(None, at, at)
    return None


def _begins(text: str, match: re.Match[str], country: str) -> bool:
    """Whether a state's name is one, and not a part of a person's or a street's."""
    before, after = text[: match.start()], text[match.end() :]
    own = re.search(rf"(?:{_OWN_NAMES[country]})\s*$", before)
    if _SCRIPT.match(before[-1:]) and not own:
        return False
    if country == "KR":
        return match[0][-1] in "시도" or not after or _KOREAN_START.match(after) is not None
    if country == "CN":
        # Hebei is a road in Shanghai, too.
        return match[0][-1] in "省市区" or re.match(r"省|\s*[^\d\s]{1,12}?[市县州盟区]", after) is not None
    if country == "HK":
        return bool(own) or re.match(rf"\s*{_HONG_KONG_CITY.pattern}", after) is not None
    return True


def native_country(text: str) -> str:
    """The country in whose script and manner a block has an address; empty for none."""
    if not _SCRIPT.search(text):
        return ""
    if "〒" in text:
        return "JP"
    for country in ("JP", "KR", "TW", "HK", "CN"):
        if any(_start(line, country) for line in text.split("\n")):
            return country
    return ""


def split_native(block: Block, country: str) -> None:
    """Parts what stands before an address in its own line, such as a name and a number, from it."""
    if country not in _CITIES:
        return
    atoms: list[Atom] = []
    for atom in block.atoms:
        start = None if atom.used else _start(atom.text, country)
        cut = _cut(atom.text, country, start.at) if start is not None else 0
        if start is None and atom.label is None and _PERSON_AND_PHONE.fullmatch(atom.text):
            atoms += [Atom(word, atom.line) for word in _words(atom.text)]
            continue
        for word in _words(atom.text[:cut]):
            atoms.append(Atom(word, atom.line, atom.label if _code_of(word, country) else None))
        if cut:
            atom.text = atom.text[cut:]
        atoms.append(atom)
    block.atoms = atoms


def _cut(text: str, country: str, at: int) -> int:
    """Where an address begins with its code and its country, which stand before its state."""
    code = rf"(?:(?<!\d)(?:{_CODES.get(country, 'x^')}))?"
    before = re.search(
        rf"[(\[]?\s*(?:(?:{_CODE_WORDS})\s*[):：]?\s*)?{code}\s*[)\]]?\s*(?:{_OWN_NAMES[country]})?\s*{code}\s*$",
        text[:at],
    )
    return before.start() if before else at


def _words(text: str) -> Iterator[str]:
    """A name and a number that stand side by side."""
    phone = _PHONE_LIKE.search(text)
    parts = [text[: phone.start()], phone[0], text[phone.end() :]] if phone else [text]
    yield from (part.strip(_EDGE) for part in parts if any(c.isalnum() for c in part))


def _code_of(text: str, country: str) -> str:
    match = re.fullmatch(rf"(?:{_CODE_WORDS})?\s*[):：]?\s*({_CODES.get(country, 'x^')})", text.strip(_EDGE))
    return match[1] if match else ""


@dataclass(slots=True)
class Native:
    """An address that was found; `atom` is the part that holds it."""

    atom: Atom
    zipcode: str = ""
    state: str = ""
    city: str = ""
    street: str = ""


def take_native(block: Block, country: str) -> Native | None:
    """Takes the address out of the block, and its building and its code out of their own lines."""
    if country not in _CITIES:
        return None
    for atom in block.free:
        start = _start(atom.text, country)
        if start is not None:
            found = Native(atom)
            _read(found, start, country)
            atom.take()
            _take_more(block, found, country)
            if not found.zipcode:
                _take_code(block, found, country)
            return found
    return None


def _read(found: Native, start: _Start, country: str) -> None:
    code = _CODES.get(country, "x^")
    text = found.atom.text
    before = re.search(rf"(?<!\d)({code})(?!\d)", text[: start.at])
    rest = text[start.end :]
    if start.state is not None:
        found.state = start.state.native
        rest = rest.removeprefix("省")
    # 台北市100中正區 has its code in the middle; at the end it stands apart.
    middle = re.match(rf"\s*({code})(?!\d)", rest) if country == "TW" else None
    behind = re.search(rf"(?:\s|[(\[（]|{_CODE_WORDS})\s*[):：]?\s*({code})\s*[)\]）]?$", rest)
    for match in (before, middle, behind):
        if match is not None:
            found.zipcode = found.zipcode or match[1]
    if middle is not None:
        rest = rest[middle.end() :]
    elif behind is not None:
        rest = re.sub(rf"[\s(\[（]*(?:{_CODE_WORDS})?\s*[):：]?\s*$", "", rest[: behind.start(1)])
    _divide(found, rest.strip(), country)


def _divide(found: Native, rest: str, country: str) -> None:
    if country == "CN" and found.state and found.state.endswith("市"):
        # Four cities are provinces themselves, and what follows is a district of them.
        found.city, found.street = found.state, rest.removeprefix(found.state)
        return
    match = _CITIES[country].match(rest)
    if match:
        found.city, found.street = match["city"].strip(), (match["rest"] or "").strip(_EDGE)
    else:
        found.street = rest
        if country == "KR" and found.state.endswith("자치시"):
            found.city = found.state
    if country == "HK":
        found.state = found.state or _HONG_KONG_AREAS.get(found.city, "")
    found.street = found.street.strip(" ,;")


def _take_more(block: Block, found: Native, country: str) -> None:
    """What follows the address in its line, and a building in the next one."""
    index = block.atoms.index(found.atom)
    more = [found.street] if found.street else []
    for atom in block.atoms[index + 1 :]:
        if atom.used:
            continue
        # A code, a person and a phone have a line of their own, or a label.
        apart = atom.label not in {None, found.atom.label, "billing.street"} or _code_of(atom.text, country)
        here = atom.line == found.atom.line or atom.label == "billing.street"
        if apart or COMPANY.search(atom.text) or HONORIFIC.search(atom.text):
            break
        if not here and not _BUILDING.search(atom.text) and (more or not any(map(str.isdigit, atom.text))):
            break
        text = atom.take()
        behind = re.search(rf"\s({_CODES.get(country, 'x^')})$", text)
        if behind and not found.zipcode:
            found.zipcode, text = behind[1], text[: behind.start()]
        if not more and not found.city and country in _CITIES and not here:
            _divide(found, text, country)
            text = found.street
        more.append(text)
    joint = ", " if country == "KR" else " "
    found.street = joint.join(part.strip(" ,;") for part in more if part)


def _take_code(block: Block, found: Native, country: str) -> None:
    for atom in block.free:
        code = _code_of(atom.text, country) if atom.label in {None, "billing.street"} else ""
        if code:
            found.zipcode = code
            atom.take()
            return
