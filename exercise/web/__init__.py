"""The server: the ASGI app, the login, the live signal."""
