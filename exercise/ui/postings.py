"""The staff's accounts: who may open which exercise, and as what. A password is shown once, to whoever made it."""

from __future__ import annotations

import streamlit as st

from exercise import staff
from exercise.core.acts import Role
from exercise.store import AccountInfo, StoreError
from exercise.ui import words
from exercise.ui.acts import NOT_DONE, say, slot, spend, spent, typed
from exercise.ui.session import Session
from exercise.ui.state import control

_ROLES = (Role.CONTROLLER, Role.EVALUATOR, Role.INSTRUCTOR)
_SHOWN = "postings/password"


def postings(me: Session) -> None:
    """All accounts, and the form for one more."""
    if me.account is None or not me.account.everywhere:
        st.info("Accounts are made by controllers who may open every exercise.", icon=":material/lock:")
        return
    if shown := st.session_state.get(_SHOWN):
        name, password = shown
        st.success(
            f"**{words.plain(name)}** signs in at /login with the password `{password}`. Hand it over now: it is "
            "stored hashed and cannot be shown again.",
            icon=":material/key:",
        )
    left, right = st.columns((3, 2), gap="large")
    with left:
        _table()
    with right:
        _appoint()
        _change(me)


def _titles() -> dict[str, str]:
    return {info.id: f"{info.title} · {info.id}" for info in control().store.exercises() if not info.archived}


def _table() -> None:
    store = control().store
    rows = [
        {
            "Name": account.name,
            "Role": account.role.value,
            "May open": "every exercise" if account.everywhere else ", ".join(sorted(store.postings(account.id))),
            "State": "shut out" if account.disabled else "may sign in",
        }
        for account in store.accounts()
    ]
    st.dataframe(rows, hide_index=True, alt="Accounts of the staff")


def _appoint() -> None:
    name = "appoint"
    key = slot(name)
    with st.form(f"{key}/form"):
        st.markdown("**A new account**")
        st.text_input("Name", key=f"{key}/name", max_chars=80, help="Or the e-mail address, for OpenID Connect")
        st.selectbox("Role", _ROLES, format_func=lambda role: str(role.value), key=f"{key}/role")
        titles = _titles()
        st.multiselect("May open", list(titles), format_func=titles.__getitem__, key=f"{key}/exercises",
                       placeholder="every exercise")  # fmt: skip
        st.form_submit_button("Make the account", key=key, type="primary", on_click=_made, args=(name, key))


def _made(name: str, key: str) -> None:
    if spent(name, key):
        return
    who = str(typed(name, "name") or "").strip()
    if not who:
        say("Give the account a name.", NOT_DONE)
        return
    if control().store.account_by_name(who):
        say(f"There is an account {who} already. Choose it below to change it.", NOT_DONE)
        return
    try:
        password = staff.appoint(control(), who, typed(name, "role"), tuple(typed(name, "exercises") or ()))
    except (StoreError, LookupError) as error:
        say(str(error), NOT_DONE)
        return
    spend(name)
    st.session_state[_SHOWN] = who, password
    say(f"{who} may sign in")


def _change(me: Session) -> None:
    """A new password, other exercises, or shut out: for anybody but oneself."""
    others = {account.name: account for account in control().store.accounts() if account.id != me.seat.id}
    name = st.selectbox("Change an account", list(others), None, key="postings/who", placeholder="Choose an account")
    if not name:
        return
    account = others[name]
    titles = _titles()
    if not account.everywhere:
        mine = [id for id in titles if id in control().store.postings(account.id)]
        st.multiselect("May open", list(titles), mine, titles.__getitem__, key=f"postings/{account.id}",
                       on_change=_posted, args=(account,))  # fmt: skip
    with st.container(horizontal=True):
        st.button("New password", key=f"postings/new/{account.id}", icon=":material/key:", on_click=_renewed,
                  args=(account,))  # fmt: skip
        st.button("Let in again" if account.disabled else "Shut out", key=f"postings/out/{account.id}",
                  icon=":material/block:", on_click=_shut, args=(account,))  # fmt: skip


def _posted(account: AccountInfo) -> None:
    store = control().store
    wanted, had = set(st.session_state[f"postings/{account.id}"]), store.postings(account.id)
    for id in sorted(wanted - had):
        store.post(account.id, id)
    for id in sorted(had - wanted):
        store.unpost(account.id, id)
    say(f"{account.name} may open {words.count(len(wanted), 'exercise')}")


def _renewed(account: AccountInfo) -> None:
    st.session_state[_SHOWN] = account.name, staff.appoint(control(), account.name)
    say(f"{account.name} has a new password; old sign-ins have ended")


def _shut(account: AccountInfo) -> None:
    staff.shut_out(control(), account.name, not account.disabled)
    say(f"{account.name} {'may sign in again' if account.disabled else 'is shut out at once'}")
