import FoundationEssentials
import Messages
import TestKit
import Testing

/// What people do with their own account, by commands.
@Suite(.timeLimit(.minutes(4))) struct AccountProgramTests {
    private func name() -> String { "self-\(UUID().uuidString.lowercased())" }

    @Test func `a password is replaced, and the sign-in goes on`() async throws {
        let shared = try await SharedPlatform.get()
        let name = name()
        let admin = try await ProgramTerminal.signedIn(shared, name)
        let old = try admin.read("second").trimmed
        let third = try admin.write(SignIn.password + "-third", to: "third")
        let wrong = try await admin.run(
            "account", "change-password", "--password-file", third, "--new-password-file", third, code: 1)
        #expect(wrong.contains("the current password is wrong"))
        try await admin.run(
            "account", "change-password", "--password-file", admin.folder.file("second"), "--new-password-file", third)
        let sessions = try await admin.run("sessions", "list")
        #expect(sessions.components(of: "/sessions/") == 1, "the others have ended: \(sessions)")
        // The second factor that was given is still fresh.
        #expect(try await admin.run("account", "recovery-codes").isEmpty == false)
        await #expect(throws: RESTClient.Refusal.self) {
            let _: AuthV1.LoginResponse = try await shared.anonymous.post(
                "/v1/auth:login", AuthV1.LoginRequest(username: name, password: old))
        }
    }

    @Test func `recovery codes are printed once, and the old ones end`() async throws {
        let shared = try await SharedPlatform.get()
        let name = name()
        let admin = try await ProgramTerminal.signedIn(shared, name)
        let old = try admin.read("codes").split(separator: "\n").map(String.init)
        let output = try await admin.run("account", "recovery-codes")
        let codes = output.split(separator: "\n").map(String.init).filter { $0.utf8.count == old[0].utf8.count }
        #expect(codes.count == old.count && Set(codes).isDisjoint(with: old))
        try await admin.run(
            "login", "--username", name, "--password-file", admin.folder.file("second"), "--recovery-code", old[0],
            code: 1)
        try await admin.run(
            "login", "--username", name, "--password-file", admin.folder.file("second"), "--recovery-code", codes[0])
    }

    @Test func `who has no factor is told to enrol one and not asked for a code, and can`() async throws {
        let user = try await ProgramTerminal.signedIn(SharedPlatform.get(), name(), role: "data_scientist")
        for command in [
            ["api-keys", "create", "--name", "x", "--scope", "datasets.read"], ["account", "recovery-codes"],
        ] {
            let refused = try await user.run(command, code: 1)
            #expect(refused.contains("enrol one first") && !refused.contains("no terminal"), "\(refused)")
        }
        try await user.run(
            "account", "enroll-factor", "--totp-secret-file", user.folder.file("totp"), "--recovery-codes-file",
            user.folder.file("codes"))
        #expect(try user.read("codes").split(separator: "\n").count > 1)
        // There is one to ask for now.
        #expect(try await user.run(["account", "recovery-codes"], code: 1).contains("no terminal"))
        // It has not been given in this session, so the new password alone opens none.
        let changed = try await user.run(
            "account", "change-password", "--password-file", user.folder.file("second"), "--new-password-file",
            user.write(SignIn.password + "-third", to: "third"))
        #expect(changed.contains("pynomaly login"))
        #expect(try await user.run(["datasets", "list"], code: 1).contains("not signed in"))
    }

    @Test func `remembered devices are listed and ended`() async throws {
        let shared = try await SharedPlatform.get()
        let name = name()
        let user = try await ProgramTerminal.signedIn(shared, name, role: "data_scientist")
        try await user.run("account", "enroll-factor", "--totp-secret-file", user.folder.file("totp"))
        let login: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: name, password: user.read("second").trimmed))
        guard case .mfaChallenge(let challenge) = login.outcome else {
            Issue.record("no challenge: \(login)")
            return
        }
        // Each code works once, and the enrolment took the one of now.
        let verified: AuthV1.VerifyMfaResponse = try await shared.anonymous.post(
            "/v1/auth:verifyMfa",
            AuthV1.VerifyMfaRequest(
                challengeToken: challenge.challengeToken,
                proof: .totpCode(SignIn.code(user.read("totp").trimmed, stepsAhead: 1)), rememberDevice: true))
        #expect(!verified.deviceToken.isEmpty)
        let device = try ProgramTerminal.name(
            "/trustedDevices/", in: try await user.run("account", "devices", "list"))
        try await user.run(
            "account", "devices", "revoke", try #require(device.split(separator: "/").last.map(String.init)))
        #expect(try await !user.run("account", "devices", "list").contains(device))
    }
}

extension String {
    fileprivate var trimmed: String { String(prefix { !$0.isNewline }) }

    fileprivate func components(of part: String) -> Int { split(separator: part).count - 1 }
}
