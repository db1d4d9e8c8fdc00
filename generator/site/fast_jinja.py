"""Jinja for pages by the ten thousand: how values are escaped, and functions called.

Our templates use less than Jinja offers: no functions that ask for its context, one set of names
for all. What is left out for that tells what it cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Call, CondExpr, Const, Name
from markupsafe import (  # type: ignore[attr-defined] # its only way to escape to plain text
    Markup,
    _escape_inner,
    escape,
)

from generator.site.icons import icon

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from jinja2 import Template
    from jinja2.compiler import Frame
    from jinja2.nodes import Expr, Getattr


def escaped(value: object) -> str:
    """Return a value escaped, as plain text where ``escape`` makes a Markup of it.

    Pages of items escape 118 values each; what becomes of them is joined at once, so nobody asks
    whether they were Markup. Making them that took an eighth of the time of all pages.
    """
    if type(value) is Markup:
        return value
    if type(value) is str:
        return _escape_inner(value)
    return str(value) if type(value) is int else escape(value)


class _Generator(CodeGenerator):
    """Jinja's compiler, but for how values are escaped, and our functions called."""

    def _output_child_to_const(self, node: Expr, frame: Frame, finalize: Any) -> str:
        """Return what is known when a template is compiled; icons by name are, fifteen a page."""
        match node:
            case Call(node=Name(name="icon"), args=[Const(value=str(name))], kwargs=[]):
                return str(icon(name))
        return super()._output_child_to_const(node, frame, finalize)

    def write_commons(self) -> None:
        """Write what stands before any output: our functions are named once a rendering."""
        super().write_commons()
        self.writeline("escape_text, escaped = environment.escape_text, environment.escaped")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._ours(frame, finalize):
            self.write("escape_text(text) if type(text := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if self._ours(frame, finalize):
            self.write(") is str else text if type(text) is Markup else escaped(text)")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _ours(frame: Frame, finalize: Any) -> bool:
        """Tell whether we write how a value is escaped.

        Most are plain texts, which C escapes, without a function of ours between.
        """
        context = frame.eval_ctx
        return context.autoescape and not context.volatile and finalize.src is None

    def visit_CondExpr(self, node: CondExpr, frame: Frame) -> None:  # noqa: N802
        """Write ``a if b`` so that it is nothing where b doesn't hold.

        Jinja makes an object for that, which complains to whoever asks it for its HTML: an item
        page has three, a twentieth of its time.
        """
        if node.expr2 is None:
            node = CondExpr(node.test, node.expr1, Const(""), lineno=node.lineno)
        super().visit_CondExpr(node, frame)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Write what is asked of a value as it is in Python.

        What pages are given are objects, never tables with names for keys; 1.3 million times a full
        build Jinja would first call a function of its own.
        """
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call as it is in Python.

        Jinja asks at each call whether the function wants its context: 0.3 s of a full build.
        Nothing that our templates call does; a ``call`` block, which hands one over, they haven't.
        """
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class FastEnvironment(Environment):
    """Jinja's environment with ``escaped`` in the place of ``escape``."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    escape_text = staticmethod(_escape_inner)

    def __init__(self, **options: Any) -> None:
        """Make an environment that knows no template yet."""
        super().__init__(**options)
        self._known: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - its name in Jinja
    ) -> Template:
        """Return a template; a page asks for seven, and Jinja's own table takes 2 µs each time."""
        known = self._known.get(name) if isinstance(name, str) and not globals else None
        if known is None:
            known = super().get_template(name, parent, globals)
            if isinstance(name, str) and not globals:
                self._known[name] = known
        return known

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names all templates know.

        As they are where a template adds none: each rendering copies them, and to copy Jinja's
        chain of two tables took a sixth of an item page's time.
        """
        return super().make_globals(d) if d else self.globals
