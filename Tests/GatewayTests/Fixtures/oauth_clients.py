"""Signs in with ordinary OAuth2 clients, which must understand the token endpoint without knowing us."""

import os
import sys

# The endpoint is on loopback, without TLS.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import LegacyApplicationClient
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError, OAuth2Error
from requests_oauthlib import OAuth2Session

base = f"http://127.0.0.1:{sys.argv[1]}"
url = f"{base}/auth/jwt/login"


def session():
    return OAuth2Session(client=LegacyApplicationClient(client_id="any"))


def requests_oauthlib():
    login = session()
    token = login.fetch_token(url, username="a b", password="p+&=", totp_code="123456")
    assert token["access_token"] == "t1" and token["refresh_token"] == "r1" and token["expires_at"], token
    # The token goes along with every request that the session signs.
    assert login.get(f"{base}/v1/books/7").json()["title"] == "T"
    token = login.refresh_token(url, refresh_token=token["refresh_token"], client_id="any")
    assert token["access_token"] == "t2" and token["refresh_token"] == "r2", token

    for form in [{"password": "wrong"}, {"password": "p+&="}]:
        try:
            session().fetch_token(url, username="a b", **form)
            raise AssertionError("a token without the proofs")
        except InvalidGrantError as error:
            assert error.error == "invalid_grant" and error.description, error
    try:
        session().refresh_token(url, refresh_token="used")
        raise AssertionError("a token for a used refresh token")
    except OAuth2Error as error:
        assert error.error == "invalid_grant", error


def authlib():
    # Shows its client's name and secret in Basic authorization, as RFC 6749 section 2.3.1 has it; both mean nothing.
    login = AuthlibSession("any", "thing", token_endpoint=url)
    token = login.fetch_token(url, username="a b", password="p+&=", totp_code="123456")
    assert token["access_token"] == "t1" and token["token_type"] == "bearer", token
    assert login.get(f"{base}/v1/books/7").json()["title"] == "T"
    token = login.refresh_token(url, refresh_token="r1")
    assert token["access_token"] == "t2", token
    for grant in ["password", "client_credentials"]:
        try:
            AuthlibSession("any").fetch_token(url, grant_type=grant, username="a b", password="wrong")
            raise AssertionError("a token without the proofs")
        except OAuthError as error:
            known = {"password": "invalid_grant", "client_credentials": "unsupported_grant_type"}
            assert error.error == known[grant], error


requests_oauthlib()
authlib()
print("ok")
