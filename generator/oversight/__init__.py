"""What those who watch over disclosure count: completeness and timeliness."""

from generator.oversight.tally import Tally, tally

__all__ = ["Tally", "tally"]
