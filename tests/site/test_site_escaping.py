"""What templates escape values by: another function than Jinja's, with the same outcome."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
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
