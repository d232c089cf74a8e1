"""The tax ID in a pasted block: by a word before it in the languages of invoices, or by its look."""

import re
from collections.abc import Sequence
from functools import cache

from dodo_desktop.core.tax_ids import EU_PREFIXES, home_of, passes
from dodo_desktop.core.value import value

_LONGEST, _LONGEST_OTHER = 20, 34
_FEWEST_DIGITS, _FEWEST_UNCHECKED = 5, 7

# What stands before a tax ID, as people spell it, and the countries that call it so: none for a word of many,
# and a dash for numbers that are no tax IDs and no part of an address either.
_WORDS = r"""
    DE,AT   (?:eu-?)?ust\.?[- ]?id(?:\.?-?(?:nr|nummer))?
    DE,AT   umsatzsteuer[- ]?(?:id(?:ent(?:ifikations)?)?\.?)?[- ]?(?:nr|nummer)?
    AT,CH   uid(?:[- ]?(?:nr|nummer))?
    CH      iva(?=\W+CHE)|(?:mwst|mehrwertsteuer)(?:[.-]? ?(?:nr|nummer))?
            (?:eu )?v\.?a\.?t\.?(?: ?-?(?:reg(?:istration|istered)?|id|identification))?
            value added tax
            tax (?:id(?:entification)?|reg(?:istration)?)
            tax(?=\s*(?:no|nr|number|n[°º]))
            t\.?i\.?n\.?
    FR,BE,LU,CH,MC  (?:n[°º]|num[eé]ro)?(?: ?de)? ?t\.?v\.?a\.?(?: ?-?intra(?:com(?:m(?:unautaire)?)?)?)?
    IT      (?:c\.? ?f\.? ?(?:e|/) ?)?p(?:art(?:ita)?)?\.? ?i\.?v\.?a\.?(?: ?(?:e|/) ?c\.? ?f\.?)?
    IN      gst ?in(?:/uin)?
    IN,AU,CA,NZ,SG  gst
    CA      (?:gst|hst|business)(?:/hst)?(?=\s*(?:no|nr|number))|bn
    AU      a\.?b\.?n\.?
    ES,PT   n\.?i\.?f\.?(?: ?/ ?c\.?i\.?f\.?)?
    ES,RO   c\.?[iu]\.?[fi]\.?(?: ?/ ?n\.?i\.?f\.?)?
    PT      nipc|contribuinte
    BR      cnpj|cpf|c\.n\.p\.j\.|cnpj/cpf|cpf/cnpj
    NL,BE   btw(?:[- ]?(?:id|nr|nummer))?
    BE      ondernemingsnummer|num[eé]ro d['’]entreprise
    PL      nip
    SE,DK   moms(?:[- .]?(?:reg)?[- .]?(?:nr|nummer))?|vat-?nummer
    DK      cvr(?:[- .]?(?:nr|nummer))?|se-nr
    NO      org\.? ?-?nr|organisasjonsnummer|mva(?:-?nr)?
    FI      alv(?:[- ]?(?:nro|tunniste|numero))?|y-tunnus
    EE      kmkr(?:[- ]?(?:nr|number))?
    LV      pvn
    LT      pvm(?: kodas)?
    CZ,SK   d\.?i\.?[cč]\.?
    SK      i[cč] dph
    HU      (?:eu )?ad[oó]sz[aá]m
    HR      oib
    SI      ddv|davčna(?: številka)?
    BG      ддс|идентификационен номер
    GR,CY   α\.?φ\.?μ\.?|φ\.?π\.?α\.?|afm
    TR      vkn|vergi (?:kimlik )?(?:no|numaras[ıi])
    RU,BY   инн|унп
    UA      єдрпоу|едрпоу|ипн|іпн
    RS,ME   pib|пиб
    IL      ח\.?["״']?פ\.?|ע\.?["״']?מ\.?|עוסק מורשה|מספר עוסק
    AE,SA   trn|الرقم الضريبي|رقم التسجيل الضريبي|رقم ضريبي
    MX      r\.?f\.?c\.?
    AR      c\.?u\.?i\.?t\.?
    CL,UY   r\.?u\.?t\.?
    CO,GT,SV  n\.?i\.?t\.?
    PE,EC,PY  r\.?u\.?c\.?
    VE      rif
    US      (?:f\.?)?e\.?i\.?n\.?|federal tax id
    SG      uen|gst reg(?:istration)?
    NZ      ird
    IS      vsk
    CR,DO   c[eé]dula(?: jur[ií]dica)?|rnc
    AL      nipt
    MK      едб|edb
    KE      (?:kra )?pin(?=\W+[AP]\d{9})
    ID      npwp
    VN      mst|m[aã] s[oố] thu[eế]
    TH      เลขประจำตัวผู้เสียภาษี(?:อากร)?
    JP      (?:適格請求書発行事業者)?登録番号|インボイス(?:登録)?番号|法人番号
    KR      사업자 ?(?:등록)? ?번호
    CN      uscc|统一社会信用代码|纳税人识别号|税号
    TW      統一編號|統編
    -       steuer-?(?:nr|nummer)|handelsregister|hr[ab](?=\W{0,2}\d)|siren|siret|rcs(?: [^\W\d]+)?(?: [ab])?
    -       kvk(?:[- ]?(?:nr|nummer))?|org(?:anisations)?\.? ?-?(?:nr|nummer)|firmenbuch(?:[- ]?nr|nummer)?
    -       (?:company|co\.?|reg\.?)(?: reg(?:istration|\.)?)?(?= ?(?:no|nr|number))
    -       (?:registered|registration)(?= ?(?:no|nr|number))
    -       c\.? ?f\.?|cod(?:ice|\.) fisc(?:ale|\.)|inscri[cç][aã]o estadual
    -       i\.?e\.?(?=\W+\d)|i[cč]o|regon|krs
    -       iban|bic|pan(?=\W+[A-Z]{5}\d)|cin|udyam
"""
_NUMBER = r"(?:\s*(?:(?:no|nr|num|number|nummer|numero|número)\b\.?|n[°º]\.?|№))?"
_AFTER = r"(?:(?<=[^\x00-\x7f])|(?![^\W\d_]))"
"""No letter follows a word in letters of the Latin alphabet; other scripts write on without a space."""

_PREFIXED = re.compile(r"(?<![\w-])[A-Z]{2,3}[ -]?[\dA-Z][\dA-Z .-]{6,17}(?![\w-])")
_INDIAN = re.compile(r"(?<!\w)\d{2}[A-Z]{5}\d{4}[A-Z][\dA-Z]Z[\dA-Z](?!\w)")
_TOKEN = re.compile(r"[\dA-Za-z][\dA-Za-z./-]*")
_EDGE = " ,;:|/(–—·-"
_NO_TAX = ("-",)


@value
class TaxNumber:
    """A number that line `line` holds. `shown` is how it reads there, with the word before it; `countries`
    call a tax ID by that word, which is a dash alone for the number of something else."""

    text: str
    line: int
    shown: str
    countries: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The country that it tells by its prefix, or that alone calls a tax ID so; empty for none.

        Its check digits are right there.
        """
        if self.countries == _NO_TAX:
            return ""
        own = [code for code in self.countries if passes(self.text, code)]
        return home_of(self.text) or (own[0] if len(own) == 1 else "")


def take_numbers(lines: Sequence[str]) -> tuple[list[str], list[TaxNumber]]:
    """The lines without their tax IDs and the numbers of registers; a line may be empty then."""
    rest, found = list(lines), list[TaxNumber]()
    for at, line in enumerate(rest):
        if not line:
            continue
        while match := _labelled().search(rest[at]):
            if not _take_labelled(rest, at, match, found):
                break
        rest[at] = _take_bare(rest[at], at, found)
    return rest, found


def choose(found: Sequence[TaxNumber], country: str) -> TaxNumber | None:
    """The one that is meant: one of the billing country's, else of its own, else the first called one.

    Numbers that a check knows to be wrong are handed out, too: the field then says so.
    """
    able = [number for number in found if number.countries != _NO_TAX]
    at_home = [number for number in able if country and passes(number.text, country)]
    named = [number for number in able if country in number.countries]
    elsewhere = [number for number in able if number.home]
    called = [number for number in able if not country or not number.countries]
    return next(iter([*at_home, *named, *elsewhere, *called]), None)


def told_country(found: Sequence[TaxNumber]) -> str:
    """The country that tax IDs tell where all that tell one tell the same; else empty."""
    homes = {number.home for number in found} - {""}
    return homes.pop() if len(homes) == 1 else ""


def _take_labelled(rest: list[str], at: int, match: re.Match[str], found: list[TaxNumber]) -> bool:
    """Takes what a word announces; False where no number follows it."""
    countries = _countries(match)
    line, below = rest[at], at + 1
    text, after = _number(line[match.end() :], countries)
    if not text and not match.start():
        # Too short for a tax ID, but the line is about nothing else.
        short, behind = _number(line[match.end() :], _NO_TAX)
        if short and not behind.strip():
            text, after, countries = short, behind, _NO_TAX
    before = line[: match.start()].rstrip(_EDGE)
    if text:
        shown = line[match.start() : len(line) - len(after)].strip(" ,;")
        rest[at] = _without(line, match.start(), len(line) - len(after))
    elif not line[match.end() :].strip() and below < len(rest):
        # As a form has it, with the number on the next line.
        text, after = _number(rest[below], countries)
        if not text or after.strip():
            return False
        shown = f"{match[0].strip()} {text}"
        rest[at], rest[below] = before, ""
    else:
        return False
    found.append(TaxNumber(_spelt(text), at, shown, countries))
    return True


def _take_bare(line: str, at: int, found: list[TaxNumber]) -> str:
    """Takes what can be nothing else: with its country in front, or India's, and its check digits right."""
    for pattern in (_PREFIXED, _INDIAN):
        for match in pattern.finditer(line):
            text = match[0].rstrip(" .-")
            if home_of(text):
                found.append(TaxNumber(_spelt(text), at, text))
                return _without(line, match.start(), match.start() + len(text))
    return line


def _without(line: str, start: int, end: int) -> str:
    """A line without what stands there; its parts stay apart where something was between them."""
    before, after = line[:start].rstrip(), line[end:].lstrip(" )")
    apart = before[-1:] in set(_EDGE) or after[:1] in set(_EDGE)
    sides = [part for part in (before.rstrip(_EDGE), after.strip(_EDGE)) if any(c.isalnum() for c in part)]
    return (", " if apart else " ").join(sides)


def _number(text: str, countries: tuple[str, ...]) -> tuple[str, str]:
    """The number at the start of a text and what follows it; an empty one where it begins otherwise.

    It may have spaces in it: the longest that passes a check, else all pieces that have digits.
    """
    ends, at = list[int](), 0
    longest = _LONGEST_OTHER if countries == _NO_TAX else _LONGEST
    while match := _TOKEN.match(text, at):
        piece = match[0].rstrip(".-/")
        digits = any(c.isdigit() for c in piece)
        if not digits and not (len(piece) <= (4 if ends else 3) and piece.isupper()):
            break
        at = match.start() + len(piece)
        if len(re.sub(r"\W", "", text[:at])) > longest:
            break
        ends.append(at)
        space = re.match(r"\s*[.-]?\s*(?=[\dA-Z])", text[at:])
        if space is None or not space[0]:
            break
        at += space.end()
    ends = [end for end in ends if _digits(text[:end]) >= _FEWEST_DIGITS]
    checked = [end for end in ends if home_of(text[:end]) or any(passes(text[:end], c) for c in countries)]
    # Few digits behind a short word may be a house's or a town's, unless a check knows them.
    fewest = _FEWEST_DIGITS if countries == _NO_TAX else _FEWEST_UNCHECKED
    likely = [e for e in ends if _digits(text[:e].rsplit(maxsplit=1)[-1]) and _digits(text[:e]) >= fewest]
    best = next(iter([*reversed(checked), *reversed(likely)]), 0)
    return text[:best].strip(), text[best:]


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _spelt(text: str) -> str:
    """Without the spaces and dots that people put into a number of the European Union; others as they are."""
    plain = re.sub(r"[ .-]", "", text).upper()
    prefix = {**EU_PREFIXES, "GB": "GB"}.get(home_of(plain), "")
    return plain if prefix and plain.startswith(prefix) else " ".join(text.split())


@cache
def _rows() -> list[tuple[str, tuple[str, ...]]]:
    rows = []
    for row in _WORDS.strip("\n").splitlines():
        codes, word = row[4:].split(None, 1) if row[4] != " " else ("", row)
        rows.append((word.strip(), tuple(codes.split(",")) if codes else ()))
    return rows


@cache
def _labelled() -> re.Pattern[str]:
    """A word of any row before a number or at the end of a line; group n + 1 is that of row n."""
    words = "|".join(f"({word})" for word, _codes in _rows())
    follows = r"\s*[:：.=#-]*\s*(?=[\dA-Za-z]|$)"
    return re.compile(rf"(?:^|(?<=[\s,;/|(–—·-]))(?:{words}){_AFTER}{_NUMBER}{follows}", re.IGNORECASE)


def _countries(match: re.Match[str]) -> tuple[str, ...]:
    return _rows()[(match.lastindex or 1) - 1][1]
