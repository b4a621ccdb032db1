"""A page that is always drawn whole, whatever redraws meet it: places where Streamlit loses part of one.

What a run draws travels from its thread to the server's loop, message by message, into a queue, and from there to
the browser. A live redraw that arrives before all of it has arrived could cost a page its end:

1. A runner that has nothing more to do retires at once, while its last messages are still on their way to the
   loop. The session takes on a new runner for the redraw, and throws away whatever the old one still says.
2. When a redraw begins, the queue forgets what the page run before drew in its place and keeps what comes behind
   it. A browser that is given the third thing in a row without the second shows an empty page.
3. A redraw asked for while people walk from page to page names the page its browser was on. A browser that hears
   of another page than its own clears everything first.
4. A redraw asked for before the walk to another page has begun is made part of it, and then the page is the one that
   the redraw named: the walk leads nowhere.
5. What a browser says in one breath it says in one message, and where that is a click on the page and a call to
   redraw, the message names the redraw only. The click was then answered without drawing what it changed, or, where
   the redraw was of a page that had been left, not at all.
6. Where a process is gone, a browser that comes to another one asks for what it wants next, and that is mostly a redraw
   of a part which nobody knows there. Nothing was drawn then, however much news came, until somebody clicked.
7. A page asked for, or a browser that hangs up, stops what runs for it: a click whose run still waited, or had only
   begun to read the form, was forgotten. An answer was sent, nobody filed it, and nobody said so.
8. What is drawn is sent message by message, a turn of the loop for each, session after session. Where hundreds are
   connected and runs take the loop's turns, a page that was drawn in 15 ms came after seconds.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from threading import Event, RLock
from typing import Any

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import app_session, get_instance, websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequestType,
    _coalesce_widget_states,
    _has_active_trigger_value,
)
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.runtime.state.safe_session_state import SafeSessionState

from exercise.ui.session import one_run

# A loop that is busy for so long is about to stop, and nobody waits for the page any more.
PATIENCE = 30.0
# Messages sent before others have their turn; Streamlit drops a line on which five hundred wait.
AT_ONCE = 100


class Runner(ScriptRunner):
    """Runs nothing further before everything it drew has been handed over, and redraws only on the page that stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A session hires its runners on the loop that they report to.
        self._session_loop = asyncio.get_running_loop()
        self._answering = False
        # A runner that was stopped runs on beside the next: what one reads of a form the other must not take away.
        lock = vars(self._fragment_storage).setdefault("one_at_a_time", RLock())
        object.__setattr__(self._session_state, "_lock", lock)
        object.__setattr__(self._session_state, "on_script_will_rerun", self._answer)

    def request_rerun(self, rerun_data: RerunData) -> bool:
        """Take on more work, unless there will be no more runs."""
        waiting = self._requests
        if rerun_data.fragment_id and waiting._state is ScriptRequestType.RERUN:
            # Of the two the page that waits to be drawn is the one that people want.
            page = waiting._rerun_data
            rerun_data = replace(
                rerun_data,
                page_script_hash=page.page_script_hash,
                page_name=page.page_name,
                query_string=page.query_string,
            )
        return super().request_rerun(rerun_data)

    @property
    def owes(self) -> bool:
        """Whether somebody clicked, and the run that answers has not begun."""
        waiting = self._requests
        states = waiting._rerun_data.widget_states if waiting._state is ScriptRequestType.RERUN else None
        return states is not None and any(map(_has_active_trigger_value, states.widgets))

    def _answer(self, *args: Any, **kwargs: Any) -> None:
        """Take over what the browser holds and answer its clicks, in one go."""
        self._answering = True
        try:
            SafeSessionState.on_script_will_rerun(self._session_state, *args, **kwargs)
        finally:
            self._answering = False

    def _maybe_handle_execution_control_request(self) -> None:
        if not self._answering:
            super()._maybe_handle_execution_control_request()

    def hand_over(self, states: WidgetStates) -> WidgetStates:
        """Begin nothing more, and add to these states of widgets the clicks that nobody has answered."""
        requests = self._requests
        with requests._lock:
            waiting = requests._rerun_data.widget_states if requests._state is ScriptRequestType.RERUN else None
            requests._state = ScriptRequestType.STOP
        return _coalesce_widget_states(waiting, states) or states

    def _run_script(self, rerun_data: RerunData) -> None:
        if rerun_data.fragment_id_queue:
            if not any(map(self._fragment_storage.contains, rerun_data.fragment_id_queue)):
                return
            rerun_data = replace(rerun_data, page_script_hash=self._pages_manager.current_page_script_hash)
        with one_run():
            super()._run_script(rerun_data)
        handed_over = Event()
        with suppress(RuntimeError):  # the loop is closed: the server has stopped
            self._session_loop.call_soon_threadsafe(handed_over.set)
            handed_over.wait(PATIENCE)


class Queue(ForwardMsgQueue):
    """Forgets nothing for a redraw: what it draws anew comes behind what was there."""

    def clear(self, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None) -> None:
        """Empty the queue, unless a redraw asks for it."""
        if fragment_ids_this_run is None:
            super().clear(retain_lifecycle_msgs)
        else:
            # A new element may not take the place of an old one here: it belongs behind the word that a redraw begins.
            self._delta_index_map = {}


class Session(AppSession):
    """Answers a click, even where it arrives together with the call to redraw some part, or as the last word.

    Whatever part a browser asks for first, it is given the page.
    """

    _begun = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unsent: list[ForwardMsg] = []

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Run the page, or the part of it that the browser names."""
        if client_state and client_state.fragment_id and (not self._begun or self._clicked_elsewhere(client_state)):
            client_state.fragment_id = ""
        self._begun = True
        if client_state and not client_state.fragment_id and isinstance(self._scriptrunner, Runner):
            client_state.widget_states.CopyFrom(self._scriptrunner.hand_over(client_state.widget_states))
        super().request_rerun(client_state)

    def request_script_stop(self) -> None:
        """Draw no further for a browser that is gone, but do what it asked for."""
        if not (isinstance(self._scriptrunner, Runner) and self._scriptrunner.owes):
            super().request_script_stop()

    def flush_browser_queue(self) -> list[ForwardMsg]:
        """Send what was drawn, a page in one go, and leave nothing for Streamlit to send."""
        runtime = get_instance()
        info = runtime._session_mgr.get_active_session_info(self.id)
        if info is None:
            return []
        self._unsent += self._browser_queue.flush()
        now, self._unsent = self._unsent[:AT_ONCE], self._unsent[AT_ONCE:]
        try:
            for message in now:
                runtime._send_message(info, message)
        except SessionClientDisconnectedError:
            self._unsent = []
            runtime.disconnect_session(self.id, client=info.client)
        if self._unsent:
            runtime._enqueued_some_message()
        return []

    def _clicked_elsewhere(self, client_state: ClientState) -> bool:
        known = self._session_state._new_widget_state.widget_metadata
        return any(
            _has_active_trigger_value(widget)
            and widget.id in known
            and known[widget.id].fragment_id != client_state.fragment_id
            for widget in client_state.widget_states.widgets
        )


def draw_whole() -> None:
    """Have every session from now on draw this way.

    Raises:
        AttributeError: Streamlit has no such thing any more; what stands above must be thought through again.
    """
    for module, ours in ((websocket_session_manager, Session), (app_session, Runner), (app_session, Queue)):
        name = ours.__bases__[0].__name__
        getattr(module, name)
        setattr(module, name, ours)
