"""基层政务公开标准目录 as data: checked, resolved, shown as one searchable static site."""

__version__ = "0.1.0"
