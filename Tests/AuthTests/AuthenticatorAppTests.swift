import API
import Messages
import RPC
import TestKit
import Testing

/// An authenticator app as others wrote one: zxing reads the QR code, pyotp makes the codes.
@Suite("Authenticator apps")
struct AuthenticatorAppTests {
    @Test("what a camera reads from the QR code is the URI, and codes that pyotp makes of it are accepted, each once")
    func enrolment() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            let enrolled = try await auth.users.enrollTotp(
                AuthV1.EnrollTotpRequest(name: AuthFixture.factorName), options: auth.bearer(token))
            let uri = try await PythonEnvironment.run(
                [PythonEnvironment.root + "/Tests/QRCodeTests/Python/decode.py"], input: enrolled.qrCodeSvg)
            #expect(uri == enrolled.otpauthUri)

            let confirmation = AuthV1.ConfirmTotpRequest(
                name: AuthFixture.factorName, totpCode: try await code(uri, auth.time.seconds))
            _ = try await auth.users.confirmTotp(confirmation, options: auth.bearer(token))
            auth.time.advance(by: 30)
            let challenge = try await need(auth.login("vera").mfa)
            let next = try await code(uri, auth.time.seconds)
            #expect(try await auth.methods(of: auth.verify(challenge, next)) == ["pwd", "otp", "mfa"])
            let second = try await need(auth.login("vera").mfa)
            #expect(try await status { try await auth.verify(second, next) } == .unauthenticated)
        }
    }

    private func code(_ uri: String, _ time: Int64) async throws -> String {
        let program = "import pyotp, sys; print(pyotp.parse_uri(sys.argv[1]).at(int(sys.argv[2])))"
        return try await PythonEnvironment.run(["-c", program, uri, "\(time)"])
    }
}
