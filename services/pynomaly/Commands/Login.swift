import ArgumentParser
import Crypto
import FoundationEssentials
import Messages

/// Signs in: password, then whatever stands before a token (a new password, the enrolment of a second factor, a code).
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign in, with a second factor where the account has or needs one.",
        discussion: """
            Passwords and codes are asked for at the terminal. Scripts give files instead: the password in \
            --password-file, the replacement of a one-time password in --new-password-file, and in --totp-secret-file \
            the secret that codes are computed from; on enrolment the new secret is written there, and the recovery \
            codes to --recovery-codes-file.
            """)

    @Option(help: "The gateway's address: https://host, or http://host:port on this machine.")
    var server = ProcessInfo.processInfo.environment["PYNOMALY_SERVER"] ?? ServerAddress.fallback
    @Option(help: "A PEM file of authorities to trust instead of the system's, later as well; or PYNOMALY_CA.")
    var ca: String?
    @Option(help: "The user's name.")
    var username: String
    @Option(help: "A file that holds the password.")
    var passwordFile: String?
    @Option(help: "A file that holds the new password, should it have to be changed.")
    var newPasswordFile: String?
    @Option(help: "A TOTP code.")
    var totpCode: String?
    @Option(help: "A file that holds the TOTP secret in Base32.")
    var totpSecretFile: String?
    @Option(help: "A recovery code, in place of a TOTP code.")
    var recoveryCode: String?
    @Option(help: "A new file for the recovery codes that an enrolment gives.")
    var recoveryCodesFile: String?

    func run() async throws {
        let address = try ServerAddress(server, authorityFile: ca ?? ProcessInfo.processInfo.environment["PYNOMALY_CA"])
        let tokens = try await LoginDialogue(client: RESTClient(server: address), options: self).run()
        try await Credentials.locked {
            try Credentials(server: address, username: username, tokens: tokens).save()
        }
        Terminal.remark("Signed in to \(address.text) as \(username).")
    }
}

/// The steps of one login, each as the server's last answer asks for it.
struct LoginDialogue {
    /// Password, changed password, enrolment, code: an honest server never needs more.
    static let stepsMax = 5

    var client: RESTClient
    var options: Login

    func run() async throws -> AuthV1.Tokens {
        var request = AuthV1.LoginRequest()
        request.username = options.username
        request.password = try input(options.passwordFile, "Password")
        var outcome = try await client.post("/v1/auth:login", request, as: AuthV1.LoginResponse.self).value.outcome
        for _ in 0..<Self.stepsMax {
            switch outcome {
            case .tokens(let tokens): return tokens
            case .mfaChallenge(let challenge): return try await answer(challenge)
            case .enrollmentChallenge(let challenge): return try await enroll(challenge)
            case .passwordChangeChallenge(let challenge):
                outcome = try await changePassword(challenge, from: request.password)
            case nil: throw CommandFailure("the server's answer to the login is empty")
            }
        }
        throw CommandFailure("the server keeps asking for further steps")
    }

    private func changePassword(
        _ challenge: AuthV1.Challenge, from current: String
    ) async throws -> AuthV1.LoginResponse.Outcome? {
        Terminal.remark("This password must be changed before it can be used.")
        var request = AuthV1.ChangePasswordRequest()
        request.currentPassword = current
        request.newPassword =
            try options.newPasswordFile.map { try SecretFile.read($0) } ?? Terminal.askTwice("New password")
        return try await authorized(by: challenge)
            .post("/v1/users/me:changePassword", request, as: AuthV1.LoginResponse.self).value.outcome
    }

    private func enroll(_ challenge: AuthV1.Challenge) async throws -> AuthV1.Tokens {
        let client = authorized(by: challenge)
        let factor = try await client.post(
            "/v1/users/me/totpFactor:enroll", AuthV1.EnrollTotpRequest(), as: AuthV1.EnrollTotpResponse.self
        ).value
        try Enrollment.show(factor, secretFile: options.totpSecretFile)
        var request = AuthV1.ConfirmTotpRequest()
        request.totpCode = try code(secret: options.totpSecretFile == nil ? nil : factor.secret)
        let answer = try await client.post(
            "/v1/users/me/totpFactor:confirm", request, as: AuthV1.ConfirmTotpResponse.self)
        try Enrollment.show(recoveryCodes: answer.value.recoveryCodes, file: options.recoveryCodesFile)
        guard let tokens = answer.value.tokens else { throw CommandFailure("the server confirmed without a token") }
        return tokens
    }

    private func answer(_ challenge: AuthV1.Challenge) async throws -> AuthV1.Tokens {
        var request = AuthV1.VerifyMfaRequest()
        request.challengeToken = challenge.challengeToken
        request.proof = try proof(challenge)
        let answer = try await client.post("/v1/auth:verifyMfa", request, as: AuthV1.VerifyMfaResponse.self)
        guard let tokens = answer.value.tokens else { throw CommandFailure("the server verified without a token") }
        return tokens
    }

    /// What is typed may be either, and is told apart by its form: six digits are the app's.
    private func proof(_ challenge: AuthV1.Challenge) throws -> AuthV1.VerifyMfaRequest.Proof {
        if let code = options.recoveryCode { return .recoveryCode(code) }
        if options.totpCode != nil || options.totpSecretFile != nil || !challenge.methods.contains("recovery_code") {
            return .totpCode(try code(secret: options.totpSecretFile.map { try SecretFile.read($0) }))
        }
        let typed = try Terminal.ask("Code of the authenticator app, or a recovery code")
        let isTotpCode = typed.utf8.count == TOTP.digits && typed.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isTotpCode ? .totpCode(typed) : .recoveryCode(typed)
    }

    private func authorized(by challenge: AuthV1.Challenge) -> RESTClient {
        RESTClient(server: client.server, authority: FixedAuthority(text: challenge.challengeToken))
    }

    private func code(secret: String?) throws -> String {
        if let code = options.totpCode { return code }
        guard let secret else { return try Terminal.ask("Code of the authenticator app") }
        return try OneTimeCode.now(secret: secret)
    }

    private func input(_ file: String?, _ question: String) throws -> String {
        try file.map { try SecretFile.read($0) } ?? Terminal.ask(question, secret: true)
    }
}

/// One secret in a file of its own.
enum SecretFile {
    static func read(_ path: String) throws(CommandFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandFailure("cannot read \(path)") }
        let text = String(decoding: data, as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first else {
            throw CommandFailure("\(path) is empty")
        }
        return String(line)
    }

    static func write(_ secret: String, to path: String) throws(CommandFailure) {
        try PrivateFile.replace(path, with: Data((secret + "\n").utf8))
    }
}
