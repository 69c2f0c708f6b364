import ArgumentParser
import Messages

/// One's own account.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Change your own password, second factor and remembered devices.",
        subcommands: [ChangePassword.self, EnrollFactor.self, RecoveryCodes.self, Devices.self])

    struct ChangePassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace your password; wherever else you are signed in, you are signed out.")

        @Option(help: "A file that holds the password.")
        var passwordFile: String?
        @Option(help: "A file that holds the new password.")
        var newPasswordFile: String?

        func run() async throws {
            let authority = SignInAuthority()
            // Renews the token if need be, which takes the lock that the change is made under.
            _ = try await authority.client().get("/v1/users/me", as: AuthV1.User.self)
            let request = AuthV1.ChangePasswordRequest(
                currentPassword: try passwordFile.map { try SecretFile.read($0) }
                    ?? Terminal.ask("Password", secret: true),
                newPassword: try newPasswordFile.map { try SecretFile.read($0) } ?? Terminal.askTwice("New password"))
            try await Credentials.locked {
                var stored = try Credentials.load()
                let client = RESTClient(server: stored.server, authority: FixedAuthority(text: stored.accessToken))
                let answer = try await client.post(
                    "/v1/users/me:changePassword", request, as: AuthV1.LoginResponse.self)
                // All sessions have ended, this one too; what it had proven is enough for a new one, or it is not.
                guard case .tokens(let tokens) = answer.value.outcome else {
                    try Credentials.remove()
                    return Terminal.remark("The password is changed: run `pynomaly login` to sign in with it.")
                }
                stored.take(tokens)
                try stored.save()
                Terminal.remark("The password is changed.")
            }
        }
    }

    struct EnrollFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give your account a second factor.",
            discussion: "Needs a sign-in of the last 15 minutes. Roles that must have one enrol it at the login.")

        @Option(help: "A new file for the TOTP secret in Base32, instead of showing it and asking for a code.")
        var totpSecretFile: String?
        @Option(help: "A new file for the recovery codes, instead of showing them.")
        var recoveryCodesFile: String?

        func run() async throws {
            let client = try SignInAuthority().client()
            let factor = try await client.post(
                "/v1/users/me/totpFactor:enroll", AuthV1.EnrollTotpRequest(), as: AuthV1.EnrollTotpResponse.self
            ).value
            try Enrollment.show(factor, secretFile: totpSecretFile)
            let code =
                try totpSecretFile == nil
                ? Terminal.ask("Code of the authenticator app") : OneTimeCode.now(secret: factor.secret)
            let answer = try await client.post(
                "/v1/users/me/totpFactor:confirm", AuthV1.ConfirmTotpRequest(totpCode: code),
                as: AuthV1.ConfirmTotpResponse.self)
            try Enrollment.show(recoveryCodes: answer.value.recoveryCodes, file: recoveryCodesFile)
        }
    }

    struct RecoveryCodes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make new recovery codes, which are printed this once; the old ones end.",
            discussion: "Needs your second factor, given within the last 15 minutes.")

        @OptionGroup var options: ClientOptions

        func run() async throws {
            let reply = try await options.signedInClient().post(
                "/v1/users/me/recoveryCodes:regenerate", AuthV1.RegenerateRecoveryCodesRequest(),
                as: AuthV1.RegenerateRecoveryCodesResponse.self)
            options.print(reply) { $0.recoveryCodes.joined(separator: "\n") }
            if !options.json {
                Terminal.remark("Each signs in once in place of a code. They are not shown again.")
            }
        }
    }
}
