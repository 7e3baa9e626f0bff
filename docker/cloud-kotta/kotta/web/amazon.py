"""Login with Amazon (https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html)."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode


class LoginFailed(Exception):
    """Amazon does not vouch for whoever asks."""


class Amazon:
    """The two addresses of Login with Amazon, for one client."""

    def __init__(self, values: dict[str, str]):
        self._id, self._secret = values["LWA_CLIENT_ID"], values["LWA_CLIENT_SECRET"]
        self._login_url, self._api_url = values["LWA_LOGIN_URL"], values["LWA_API_URL"]
        self._server_url = values["SERVER_URL"]

    def address(self, path: str, state: str) -> str:
        """Where a browser logs in; it comes back to this path with a code."""
        query = {
            "client_id": self._id,
            "scope": "profile",
            "response_type": "code",
            "redirect_uri": self._server_url + path,
            "state": state,
        }
        return f"{self._login_url}?{urlencode(query)}"

    def tokens(self, code: str, path: str) -> dict:
        """Access token and refresh token for the code that a browser came back with."""
        return self._grant(grant_type="authorization_code", code=code, redirect_uri=self._server_url + path)

    def refreshed(self, refresh_token: str) -> str:
        """An access token for a refresh token."""
        return self._grant(grant_type="refresh_token", refresh_token=refresh_token)["access_token"]

    def profile(self, access_token: str) -> dict:
        """`user_id`, `name` and `email` of whom the token stands for, if this site is whom the token is for."""
        info = self._get(f"/auth/o2/tokeninfo?{urlencode({'access_token': access_token})}")
        if info.get("aud") != self._id:
            raise LoginFailed("the access token is for another site")
        return self._get("/user/profile", {"Authorization": f"Bearer {access_token}"})

    def _grant(self, **form: str) -> dict:
        body = urlencode({**form, "client_id": self._id, "client_secret": self._secret}).encode()
        return self._answer(urllib.request.Request(f"{self._api_url}/auth/o2/token", data=body))

    def _get(self, path: str, headers: dict | None = None) -> dict:
        return self._answer(urllib.request.Request(self._api_url + path, headers=headers or {}))

    def _answer(self, request: urllib.request.Request) -> dict:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise LoginFailed(f"Login with Amazon answers {error.code}") from error
        except OSError as error:
            raise LoginFailed(f"Login with Amazon does not answer: {error}") from error
