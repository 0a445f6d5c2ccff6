"""The comparison trips where it should; run by Benchmarks/check."""

import unittest

from comparing import compare

COUNTS = {"a": 1000.0, "b": 20_000.0}


class Comparing(unittest.TestCase):
    """Records that are lower than what is measured stand for a regression."""

    def lowered(self, share: float) -> bool:
        """Whether all is well when case b needs `share` more than its record."""
        return compare(COUNTS, COUNTS | {"b": COUNTS["b"] / (1 + share)})[1]

    def test_the_same_is_well(self) -> None:
        self.assertTrue(self.lowered(0))

    def test_four_percent_is_well(self) -> None:
        self.assertTrue(self.lowered(0.04))

    def test_six_percent_trips(self) -> None:
        self.assertFalse(self.lowered(0.06))

    def test_a_gain_is_named_but_well(self) -> None:
        lines, well = compare(COUNTS, COUNTS | {"b": COUNTS["b"] * 1.1})
        self.assertTrue(well)
        self.assertIn("record anew", lines[1])

    def test_a_case_that_one_side_lacks_trips(self) -> None:
        self.assertFalse(compare(COUNTS, COUNTS | {"c": 1})[1])
        self.assertFalse(compare(COUNTS | {"c": 1}, COUNTS)[1])


if __name__ == "__main__":
    unittest.main()
