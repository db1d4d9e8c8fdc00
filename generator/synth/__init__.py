"""A made-up city of any size, its texts marked 【虚构】: for benchmarks, tests, ``make demo``."""

from __future__ import annotations

from generator.synth.city import SynthResult, synthesize
from generator.synth.past import FEWEST

__all__ = ["FEWEST", "SynthResult", "synthesize"]
