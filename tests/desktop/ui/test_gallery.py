"""The pictures of every page of the frame."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.desktop.ui.gallery import render_gallery


@pytest.mark.parametrize("look", [("en", "light"), ("ru", "dark")], ids="-".join)
def test_every_page_is_drawn_in_both_languages_and_themes(tmp_path: Path, look: tuple[str, str]) -> None:
    pictures = render_gallery(tmp_path, looks=[look])
    assert len(pictures) == 9
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1366, 768)
        colours = {image.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colours) > 5, path.name
