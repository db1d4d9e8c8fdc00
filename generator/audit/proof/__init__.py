"""Proof that nothing vanished: a hash tree over every version, its heads, and what they prove."""
