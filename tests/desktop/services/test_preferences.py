import pytest

from desktop.services.preferences import IDLE_MINUTES, choose, idle_minutes, preferences
from tests.desktop.small_vault import SmallCentre


def test_choices_are_each_colleagues_own_and_the_last_one_counts(centre: SmallCentre) -> None:
    centre.do("nurse", choose, chosen={"language": "ru", "zoom": "125"})
    centre.do("nurse", choose, chosen={"language": "kk"})
    centre.do("lawyer", choose, chosen={"language": "en"})
    nurse = centre.colleagues["nurse"].user_id
    assert centre.ask(preferences, nurse) == {"language": "kk", "zoom": "125"}


@pytest.mark.parametrize(
    ("kept", "minutes"), [("", 5), ("12", 12), ("0", 1), ("900", 60), ("soon", 5), ("-3", 5)]
)
def test_the_minutes_until_the_lock_stay_within_an_hour(kept: str, minutes: int) -> None:
    assert idle_minutes({IDLE_MINUTES: kept}) == minutes


def test_without_a_choice_the_lock_comes_after_five_minutes() -> None:
    assert idle_minutes({}) == 5
