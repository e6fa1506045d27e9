"""The fonts we ship can write what we print, on a machine that has none."""

import hashlib

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from desktop.resources import resource

# As they left their makers; a changed font would have to carry another name.
FONTS = {
    "DejaVuSans": "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
    "DejaVuSans-Bold": "0d977336a6d5fba34eab8e3199eb218327161b5143749f802982c2bc34df0c96",
    "NotoNaskhArabic-Bold": "b5cbcb561b4b540ff11d7b6934577dbbbbb9e1d152d47f6f31f19176d58ff39c",
    "NotoNaskhArabic-Regular": "8c67eaa2f0086872628fc3f7f760386f83c8be5c5e9a1ba3a38891237b2ac7cb",
    "NotoSans-Bold": "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5",
    "NotoSans-Italic": "5d7618dda819443fd07301c84adcee9fe8960c873ea5e5e1f0f59db384b78082",
    "NotoSans-Regular": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
}
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": CYRILLIC,
    "kk": CYRILLIC + "әғқңөұүһі",
    "uz-Latn": "abdefghijklmnopqrstuvxyzʻʼ‘’",
    "uz-Cyrl": CYRILLIC + "ўқғҳ",
    "tg": CYRILLIC + "ғӣқӯҳҷ",
    "ky": CYRILLIC + "ңөү",
    "signs": "0123456789–—«»“”„…№·•°±×₸%/",
}
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى"


def shipped(name: str) -> TTFontFile:
    return TTFontFile(str(resource("fonts", f"{name}.ttf")))


def lacking(font: TTFontFile, letters: str) -> set[str]:
    return {letter for letter in letters + letters.upper() if ord(letter) not in font.charToGlyph}


@pytest.mark.parametrize("name", FONTS)
def test_the_font_is_unmodified(name: str) -> None:
    data = resource("fonts", f"{name}.ttf").read_bytes()
    assert hashlib.sha256(data).hexdigest() == FONTS[name]


def test_every_font_file_is_known_here() -> None:
    assert {path.stem for path in resource("fonts").glob("*.ttf")} == set(FONTS)


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("name", ["NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"])
def test_the_font_has_every_letter_of(name: str, language: str) -> None:
    assert lacking(shipped(name), LETTERS[language]) == set()


@pytest.mark.parametrize("name", ["NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"])
def test_the_arabic_font_has_every_letter_of_a_name(name: str) -> None:
    assert lacking(shipped(name), ARABIC) == set()


@pytest.mark.parametrize("name", ["DejaVuSans", "DejaVuSans-Bold"])
def test_the_font_of_last_resort_has_arrows_and_boxes(name: str) -> None:
    assert lacking(shipped(name), "←↑→↓≈≤≥■□☐☑✓✗") == set()


@pytest.mark.parametrize("name", FONTS)
def test_no_font_is_a_variable_one(name: str) -> None:
    # reportlab would embed the default weight and call it bold.
    assert "fvar" not in shipped(name).table


def test_the_licences_lie_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in resource("fonts", "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
