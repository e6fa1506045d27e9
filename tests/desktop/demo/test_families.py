"""Which families there are, before anybody has a name."""

import pytest

from desktop.demo.counts import counts_of
from desktop.demo.families import Shape, flights, shapes
from tests.desktop.demo.chance import seeded

PROGRAMMES = ("kz-zhusan", "uz-mehr", "tj", "kg-meerim")


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("seed", range(5))
def test_the_families_hold_exactly_the_people_of_the_counts(programme: str, seed: int) -> None:
    counts = counts_of(programme)
    found = shapes(counts, seeded(seed))
    assert sum(bool(shape.woman) for shape in found) == counts.women
    assert sum(shape.man for shape in found) == counts.men
    assert sum(shape.own + shape.kin + shape.young_mother for shape in found) == counts.children
    assert sum(shape.infant + shape.young_mother for shape in found) == counts.infants
    assert sum(shape.teen for shape in found) == counts.teens
    assert sum(shape.kin for shape in found if shape.kin_status == "ORPHAN_DOUBLE") == counts.orphans
    assert min(shape.size for shape in found) > 0


@pytest.mark.parametrize("seed", range(5))
def test_the_house_holds_one_family_of_each_kind_and_exactly_its_number(seed: int) -> None:
    counts = counts_of("kz-zhusan")
    rng = seeded(seed)
    found = shapes(counts, rng)
    groups = flights(found, counts, rng)
    house = [shape for shape, group in zip(found, groups, strict=True) if group == counts.arrivals]
    assert sum(shape.size for shape in house) == counts.in_house
    free = [shape for shape in found if not shape.woman_detained and not shape.man_detained]
    assert {shape.kind for shape in house} == {shape.kind for shape in free}
    assert not any(shape.woman_detained or shape.man_detained for shape in house)
    assert set(groups) == set(range(1, counts.arrivals + 1))


def test_the_size_of_a_household_counts_the_baby_of_a_young_mother() -> None:
    assert Shape("MOTHER", own=2, young_mother=True).size == 4
    assert Shape(man=True, own=2).size == 3
    assert Shape(kin=3).size == 3
