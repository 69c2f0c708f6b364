import FoundationEssentials
import Messages

/// What a client shows to the server, and what it does when that is not enough.
protocol ClientAuthority: Sendable {
    func token() async throws -> String

    /// Another token, after the server refused this one for the reason; nil when there is none to get.
    func token(after refused: String, reason: String) async throws -> String?
}

/// An API key, or the token of a challenge: there is nothing else to show.
struct FixedAuthority: ClientAuthority {
    var text: String

    func token() -> String { text }
    func token(after refused: String, reason: String) -> String? { nil }
}

/// The sign-in of `pynomaly login`: its access token is renewed before it ends, and confirmed with a code where a
/// method asks for a fresh second factor.
struct SignInAuthority: ClientAuthority {
    /// Access tokens that end sooner are renewed before they are shown.
    static let marginSeconds: Double = 30

    /// A file with the secret that codes are computed from, instead of asking for them.
    var totpSecretFile: String?

    /// The client of whoever signed in last, at the server where that was.
    func client() throws -> RESTClient {
        RESTClient(server: try Credentials.load().server, authority: self)
    }

    func token() async throws -> String {
        let stored = try Credentials.load()
        if stored.expireTime > Date(timeIntervalSinceNow: Self.marginSeconds) { return stored.accessToken }
        return try await renewed(from: stored.accessToken)
    }

    func token(after refused: String, reason: String) async throws -> String? {
        switch reason {
        // Revoked may be the key that signed it, and not the session.
        case "TOKEN_EXPIRED", "TOKEN_REVOKED": try await renewed(from: refused)
        case "STEP_UP_REQUIRED": try await confirmed(instead: refused)
        default: nil
        }
    }

    /// A refresh token that is used twice ends the session, so one process at a time uses it, and those that waited
    /// take what it got.
    private func renewed(from old: String) async throws -> String {
        try await Credentials.locked {
            var stored = try Credentials.load()
            guard stored.accessToken == old else { return stored.accessToken }
            let request = AuthV1.RefreshTokenRequest(refreshToken: stored.refreshToken)
            let tokens: AuthV1.Tokens?
            do {
                tokens = try await RESTClient(server: stored.server).post(
                    "/v1/auth:refresh", request, as: AuthV1.RefreshTokenResponse.self
                ).value.tokens
            } catch let failure as CommandFailure where failure.status == "UNAUTHENTICATED" {
                throw CommandFailure("the sign-in of \(stored.username) has ended: run `pynomaly login` again")
            }
            guard let tokens else { throw CommandFailure("the server renewed without a token") }
            stored.take(tokens)
            try stored.save()
            return stored.accessToken
        }
    }

    /// Nil for somebody without a factor: there is no code to ask for, and the refusal says what to do.
    private func confirmed(instead refused: String) async throws -> String? {
        Terminal.endProgress()
        let server = try Credentials.load().server
        let me = try await RESTClient(server: server, authority: FixedAuthority(text: refused)).get(
            "/v1/users/me", as: AuthV1.User.self
        ).value
        guard me.mfaEnrolled else { return nil }
        Terminal.remark("This needs your second factor once more.")
        // Asked for before the lock is taken: other processes need not wait for a person.
        let request = AuthV1.StepUpRequest(totpCode: try code())
        return try await Credentials.locked {
            // Another process may have signed in anew meanwhile: the token of one sign-in is not for the server of another.
            var stored = try Credentials.load()
            let client = RESTClient(server: stored.server, authority: FixedAuthority(text: stored.accessToken))
            let answer = try await client.post("/v1/auth:stepUp", request, as: AuthV1.StepUpResponse.self)
            guard let tokens = answer.value.tokens else { throw CommandFailure("the server confirmed without a token") }
            stored.take(tokens)
            try stored.save()
            return stored.accessToken
        }
    }

    private func code() throws -> String {
        guard let totpSecretFile else { return try Terminal.ask("Code of the authenticator app") }
        return try OneTimeCode.now(secret: SecretFile.read(totpSecretFile))
    }
}
