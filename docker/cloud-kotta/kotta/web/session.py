"""Sessions in an encrypted cookie: nothing is kept on the server, so any task answers any request."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from flask.sessions import SecureCookieSession, SessionInterface

# Browsers take a cookie with this prefix from this host alone, and over HTTPS alone (RFC 6265bis).
COOKIE = "__Host-kotta"


class EncryptedSessions(SessionInterface):
    """Encrypts with one key, authenticates with the other, and forgets after a time that counts from the login."""

    def __init__(self, encrypt_key: str, validate_key: str, seconds: float):
        # Fernet's key is the authentication key and the encryption key, 16 bytes each (https://github.com/fernet/spec).
        halves = [hashlib.sha256(key.encode()).digest()[:16] for key in (validate_key, encrypt_key)]
        self._fernet = Fernet(base64.urlsafe_b64encode(b"".join(halves)))
        self._seconds = int(seconds)

    def open_session(self, app, request) -> SecureCookieSession:
        try:
            text = self._fernet.decrypt(request.cookies.get(COOKIE, "").encode(), ttl=self._seconds)
        except InvalidToken:
            return SecureCookieSession()
        return SecureCookieSession(json.loads(text))

    def save_session(self, app, session, response) -> None:
        if not session.modified:
            return
        if not session:
            response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax")
            return
        response.set_cookie(
            COOKIE,
            self._fernet.encrypt(json.dumps(dict(session)).encode()).decode(),
            max_age=self._seconds,
            secure=True,
            httponly=True,
            samesite="Lax",
        )
