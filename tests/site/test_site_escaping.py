"""What templates escape values by: another function than Jinja's, with the same outcome."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from generator.load import bundled
from generator.site.fast_jinja import escaped
from generator.site.templates import make_environment

VALUES = st.text() | st.text("&<>'\"甲;#") | st.integers() | st.none() | st.dates()


@given(VALUES | st.text().map(Markup) | st.text("<&'").map(escape))
def test_values_come_out_as_from_markupsafe(value: object) -> None:
    """Text, numbers, dates, nothing, and what is escaped already."""
    assert str(escaped(value)) == str(escape(value))


@given(st.text("&<>'\"甲"))
def test_templates_escape_through_macros_blocks_and_filters(text: str) -> None:
    """A value is escaped once, wherever in a template it is written."""
    environment = make_environment(bundled("site_overrides"))
    template = environment.from_string(
        "{% macro m(x) %}[{{ x }}]{% endmacro %}{% set s %}({{ x }}){% endset %}"
        "{{ x }}{{ m(x) }}{{ s }}{{ x ~ x }}{{ x|e }}{{ [x, x]|join('<') }}"
    )
    plain = str(escape(text))
    wanted = f"{plain}[{plain}]({plain}){plain}{plain}{plain}{plain}&lt;{plain}"
    assert template.render(x=text) == wanted


@given(VALUES | st.text().map(Markup) | st.text("<&'").map(escape))
def test_templates_escape_whatever_they_are_given(value: object) -> None:
    """Text as numbers, dates, nothing, and what is escaped already; in a macro as in a page."""
    environment = make_environment(bundled("site_overrides"))
    template = environment.from_string(
        "{% macro m(x) %}{{ x }}|{{ x }}{% endmacro %}{{ x }}{{ m(x) }}"
    )
    plain = str(escape(value))
    assert template.render(x=value) == f"{plain}{plain}|{plain}"


@given(st.text("&<>'\"甲"), st.booleans())
def test_what_holds_only_under_a_condition_is_nothing_otherwise(text: str, holds: bool) -> None:
    """Written, joined, given to a filter or a macro, and kept: as an empty text with ``else``."""
    environment = make_environment(bundled("site_overrides"))
    told = (
        "{% macro m(y) %}[{{ y }}]{% endmacro %}{% set s = IF %}"
        "{{ IF }}{{ '<' ~ IF }}{{ m(IF) }}{{ s }}"
    )
    short = environment.from_string(told.replace("IF", "(x if holds)"))
    full = environment.from_string(told.replace("IF", "(x if holds else '')"))
    plain = str(escape(text)) if holds else ""
    assert short.render(x=text, holds=holds) == full.render(x=text, holds=holds)
    assert short.render(x=text, holds=holds) == f"{plain}&lt;{plain}[{plain}]{plain}"


def test_no_object_is_made_of_a_condition_that_does_not_hold() -> None:
    """Jinja's own is slow to be asked for its HTML, and every item's page has three."""
    source = make_environment(bundled("site_overrides")).compile("{{ x if y }}", raw=True)
    assert "cond_expr_undefined(" not in source
    assert "cond_expr_undefined(" in Environment().compile("{{ x if y }}", raw=True)
