"""The portal's own header and footer: HTML and CSS of others, taken in by what is allowed."""

from generator.check.portal.css import read_css
from generator.check.portal.fault import Fault
from generator.check.portal.files import pictures, published, read_portal
from generator.check.portal.html import BASE, Address, read_html

__all__ = [
    "BASE",
    "Address",
    "Fault",
    "pictures",
    "published",
    "read_css",
    "read_html",
    "read_portal",
]
