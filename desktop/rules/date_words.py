"""Names of months and seasons as staff type them, in English and the languages of the four countries.

All keys are in the folded form that `partial_dates.parse` makes: NFC, case folded, ё as е, no apostrophes.
"""

import re

_MONTH_LISTS = (
    # English
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    # Russian: named alone, in a date, shortened
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "янв фев мар апр - - - авг сен окт ноя дек",
    "- февр - - - - - - сент - нояб -",
    # Kazakh
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    # Uzbek, both scripts, present and older spelling
    "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "- - - - - - - - sentyabr oktyabr - -",
    "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр",
    # Tajik with the link, Kyrgyz with the possessive
    "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри",
    "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры",
)

SPRING, SUMMER, AUTUMN, WINTER = "spring", "summer", "autumn", "winter"
# Kazakh "жаз" is summer, Kyrgyz "жаз" is spring: the wider range is kept.
SPRING_OR_SUMMER = "spring or summer"

_SEASON_LISTS = {
    SPRING: "spring весна весны весной весну көктем көктемі көктемде bahor bahori bahorda "
    "баҳор баҳори баҳорда",
    SUMMER: "summer лето лета летом yoz yozi yozda ез ези езда тобистон тобистони жай жайы жайда жайында",
    AUTUMN: "autumn fall осень осени осенью күз күзі күзде күзү күздө күзүндө kuz kuzi kuzda куз кузи кузда "
    "тирамоҳ тирамоҳи",
    WINTER: "winter зима зимы зимой зиму қыс қысы қыста qish qishi qishda қиш қиши қишда "
    "зимистон зимистони кыш кышы кышта кышында",
    SPRING_OR_SUMMER: "жаз жазы жазда жазында",
}

# First and last month of each season; winter begins in December of the year before the one that names it.
SEASON_MONTHS = {SPRING: (3, 5), SUMMER: (6, 8), AUTUMN: (9, 11), WINTER: (0, 2), SPRING_OR_SUMMER: (3, 8)}

_ARTICLE = r"(?: ?(?:al|ul|el|us|as|ath|аль|ал|уль|ул|ус|с))? ?"
_FIRST = r"(?:awwal|awal|avval|ula|1|i|авваль|аввал|әууәл|ууля|уля|ула)"
_SECOND = r"(?:thani|sani|akhira?|akhirah|oxir|2|ii|сани|сәни|сонӣ|сони|ахира?|охир|ахыр)"
_RABI = r"(?:rab[iy]\w{0,4}?|раб[иеӣ]\w{0,4}?)"
_JUMADA = r"(?:j[ou]m\w{0,5}?|джум\w{0,5}?|ж[ұу]м\w{0,5}?|ҷум\w{0,5}?)"
_OWNER = r"(?:d?hu|z[uiy]|зу|зү|зи)(?:l|ль|л)?" + _ARTICLE

_HIJRI_PATTERNS = (
    r"mu[hk]h?arr?am|му[хҳ]арр?ам|мұхаррам",
    r"safar|сафар",
    _RABI + _ARTICLE + _FIRST,
    _RABI + _ARTICLE + _SECOND,
    _JUMADA + _ARTICLE + _FIRST,
    _JUMADA + _ARTICLE + _SECOND,
    r"rajab|раджаб|ражаб|раҷаб",
    r"sha?aban|shaban|shabon|шаа?бан|шағбан|шаъбон|шабон",
    r"rama[dz][ao]n\w{0,3}|рама[дз][ао]н\w{0,3}",
    r"shaww?al|shavvol|шавваль|шаввал\w?|шәууәл|шаввол",
    _OWNER + r"[qkкқ]\w+",
    _OWNER + r"[hxхҳ]\w+",
)
HIJRI_MONTHS = tuple(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for pattern in _HIJRI_PATTERNS)
HIJRI_MARK = re.compile(r"ah|h|х|гх|hijr\w*|хиджр\w*|хижр\w*|ҳижр\w*|ҳиҷр\w*")

# Words that say nothing about which day it was.
_NOISE_WORDS = (
    "a in on of the year month date г гг год года году годы годах в во р месяц месяца месяце с "
    "ж жж жыл жылы жылғы жылдың жылдын жылдар айы айында йил йили йилда yil yili yilda oyi oyida "
    "сол соли моҳи"
)
NOISE = frozenset(_NOISE_WORDS.split())
UNKNOWN = frozenset(
    {
        "?", "unknown", "not known", "dont know", "неизвестно", "неизвестна", "не знаю", "не знает", "н/д",
        "белгісіз", "nomalum", "номаълум", "белгисиз",
    }
)  # fmt: skip
ABOUT = re.compile(
    r"^(?:[~≈]|(?:about|around|approximately|approx|circa|ca?|около|примерно|приблизительно|прибл"
    r"|шамамен|taxminan|тахминан|тақрибан|болжол менен)\b\.?)\s*"
)
BETWEEN = re.compile(
    r"(?:(?:between|from|между|от|с|со|аз)\s+)?(?P<first>.+?)\s+"
    r"(?:and|to|till|until|и|до|по|мен|және|va|ва|то|менен|жана)\s+(?P<last>.+?)"
    r"(?:\s+(?:аралығында|арасында|ортосунда|orasida|орасида))?"
)


def _months() -> dict[str, int]:
    return {
        word: number
        for names in _MONTH_LISTS
        for number, word in enumerate(names.split(), start=1)
        if word != "-"
    }


MONTHS = _months()
SEASONS = {word: season for season, words in _SEASON_LISTS.items() for word in words.split()}
