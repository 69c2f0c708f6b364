import FoundationEssentials
import RPC
import Subprocess
import Testing

@testable import GatewayBackend

/// Other people's OAuth2 clients at `POST /auth/jwt/login`.
@Suite struct OAuthClientTests {
    private static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

    /// A password, a code and two generations of tokens.
    private static let service = FakeUpstream { call in
        func tokens(_ number: Int) -> [UInt8] {
            Library.wire(
                "SignInResponse",
                #"{"tokens":{"accessToken":"t\#(number)","tokenType":"bearer","expiresIn":3600,"refreshToken":"r\#(number)"}}"#
            )
        }
        switch call.path.split(separator: "/").last {
        case "SignIn":
            switch Library.json("SignInRequest", call.messages[0]) {
            case #"{"username":"a b","password":"p+&=","totpCode":"123456"}"#: return [tokens(1)]
            case #"{"username":"a b","password":"p+&="}"#:
                return [Library.wire("SignInResponse", #"{"mfaChallenge":{"challengeToken":"c","methods":["totp"]}}"#)]
            default: throw RPCError(.unauthenticated, "The user name or the password is wrong.")
            }
        case "Renew":
            guard Library.json("RenewRequest", call.messages[0]) == #"{"refreshToken":"r1"}"# else {
                throw RPCError(.unauthenticated, "This refresh token is not valid.")
            }
            return [tokens(2)]
        default:
            guard call.metadata["authorization"] == "Bearer t1" else { throw RPCError(.unauthenticated, "no") }
            return [Library.wire("Book", #"{"title":"T"}"#)]
        }
    }

    @Test func requestsOAuthlibAndAuthlibSignInRefreshAndUnderstandRefusals() async throws {
        let python = Self.root + "/.build-py/bin/python"
        try #require(
            FileManager.default.isExecutableFile(atPath: python), "run scripts/python-env.sh, which installs it")
        try await TestGateway.with(Self.service) { gateway in
            let run = try await Subprocess.run(
                .name("env"),
                arguments: [
                    python, "-B", Self.root + "/Tests/GatewayTests/Fixtures/oauth_clients.py", "\(gateway.port)",
                ],
                output: .string(limit: 64 << 10), error: .string(limit: 64 << 10))
            #expect(run.terminationStatus.isSuccess && run.standardOutput == "ok\n", "\(run.standardError)")
        }
    }
}
