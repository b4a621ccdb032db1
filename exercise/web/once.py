"""What Streamlit works out again at every run of a page or fragment, and need not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from threading import Lock
from typing import Any

from streamlit.cursor import RunningCursor, SparseList
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

_work_out = app_session._populate_theme_msg
_call_soon = AppSession._call_soon_on_event_loop


def theme_once() -> None:
    """Keep the theme from now on, which was a quarter of what a redraw cost. The settings are made already."""

    @cache
    def kept(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        _work_out(message, section)
        return message

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        # Merging nothing would still say that there is such a theme.
        if kept(section).ByteSize():
            msg.MergeFrom(kept(section))

    app_session._populate_theme_msg = populate


def places_once() -> None:
    """Copy the place of a fragment on its page once.

    Streamlit copies it at every redraw, and each container in it with all those around it over again: a quarter
    of what a redraw cost.
    """

    def generator(self: DeltaGenerator, memo: dict[int, Any]) -> DeltaGenerator:
        made = DeltaGenerator(
            self._root_container, deepcopy(self._cursor, memo), deepcopy(self._parent, memo), self._block_type
        )
        made._form_data = deepcopy(self._form_data, memo)
        made._creating_fragment_id = self._creating_fragment_id
        return made

    def cursor(self: RunningCursor, memo: dict[int, Any]) -> RunningCursor:
        transient = self._transient_elements
        kept = deepcopy(transient, memo) if len(transient) else SparseList()
        made = RunningCursor(self._root_container, self._parent_path, self._transient_index, kept)
        made._index = self._index
        return made

    DeltaGenerator.__deepcopy__ = generator  # type: ignore[method-assign,assignment]
    RunningCursor.__deepcopy__ = cursor  # type: ignore[attr-defined]


def wake_once() -> None:
    """Wake the server's loop once for what a run draws before it looks.

    Streamlit wakes it for every element, by a write to a socket at which the run gives up its turn: a quarter of what
    a page cost. What is said comes in the order it was said in, and before whatever is asked of the loop afterwards.
    """
    lock = Lock()

    def call(self: AppSession, callback: Callable[[], None]) -> None:
        with lock:
            waiting: list[Callable[[], None]] = vars(self).setdefault("_waiting", [])
            waiting.append(callback)
            first = len(waiting) == 1
        if first:
            _call_soon(self, lambda: take(self))

    def take(self: AppSession) -> None:
        with lock:
            callbacks = vars(self).pop("_waiting")
        for callback in callbacks:
            try:
                callback()
            except Exception as error:
                # One that fails is told of as the loop would, and takes no other with it.
                self._event_loop.call_exception_handler({"message": "A page could not be told.", "exception": error})

    AppSession._call_soon_on_event_loop = call  # type: ignore[method-assign]
