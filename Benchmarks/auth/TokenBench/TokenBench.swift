import Crypto
import Glibc
import RPC
import ServiceKit
import Tokens

/// What auth costs other services and itself, on one core. Prints "name TAB count a second".
@main
struct TokenBench {
    private static let seconds = 2
    private static let now = Int64(time(nil))

    static func main() async throws {
        let key = try Ed25519PrivateKey()
        let signer = TokenSigner(key: key)
        let keys = KeySet([JSONWebKey(key.publicKey)])
        let token = try signer.sign(claims)
        let which = CommandLine.arguments.dropFirst()
        if which.isEmpty || which.contains("verify") {
            let verifier = TokenVerifier(keys: keys)
            try report("verify", batch: 100) { _ = try verifier.verifyAccess(token, now: now) }
            try report("sign", batch: 100) { _ = try signer.sign(claims) }
        }
        if which.isEmpty || which.contains("cached") { try await cached(signer, keys) }
        if which.isEmpty || which.contains("hash") { try hashes() }
    }

    private static var claims: AccessClaims {
        AccessClaims(
            kind: .user, subject: "0b8f3a52-7a0e-4b8f-9d1c-1f2e3d4c5b6a",
            sessionID: "5d1c0f7e-2f0b-4c57-8a8f-3f6f3f0f9a11", tenant: "99999999-7a0e-4b8f-9d1c-1f2e3d4c5b6a",
            roles: ["data_scientist"], tokenID: "7c9e6679-7425-40de-944b-e07fc1f90ae7", issuedAt: now,
            lifetimeSeconds: AccessClaims.userLifetimeSeconds, authenticationMethods: ["pwd", "otp", "mfa"])
    }

    /// A thousand callers who come again and again, straight and through the interceptor of every call.
    private static func cached(_ signer: TokenSigner, _ keys: KeySet) async throws {
        let memory = TokenMemory()
        memory.apply([], isComplete: true, at: .now + .seconds(86_400))
        let authenticator = TokenAuthenticator(service: .dataset, keys: FixedKeys(keys: keys), memory: memory)
        let tokens = try (0..<1000).map { number in
            var claims = claims
            claims.tokenID = "\(number)"
            return try signer.sign(claims)
        }
        for token in tokens { _ = try await authenticator.caller(of: token) }
        var next = 0
        try await report("cached", batch: 1000) {
            next = (next + 1) % tokens.count
            _ = try await authenticator.caller(of: tokens[next])
        }
        let method = MethodDescriptor(
            service: "a.B", method: "C", kind: .unary, inputType: "", outputType: "",
            policy: MethodPolicy(access: .permission("datasets.read")))
        let interceptor = PolicyInterceptor(authenticator: authenticator, in: .dataset)
        let requests = tokens.map { token -> Metadata in
            ["user-agent": "grpc-c++/1.51", "x-request-id": "1", "authorization": "Bearer \(token)"]
        }
        // What making the context takes is not the interceptor's.
        report("context", batch: 1000) {
            next = (next + 1) % tokens.count
            _ = ServerContext(method: method, requestMetadata: requests[next])
        }
        try await report("context and interceptor", batch: 1000) {
            next = (next + 1) % tokens.count
            try await interceptor.admit(ServerContext(method: method, requestMetadata: requests[next]))
        }
    }

    /// The bare hash, which bounds the logins of a core.
    private static func hashes() throws {
        let hash = try Argon2id.hash(Secret("correct horse battery"))
        report("argon2id", batch: 1) { _ = Argon2id.verify(Secret("correct horse battery"), against: hash) }
    }

    private static func report(_ name: String, batch: Int, _ body: () throws -> Void) rethrows {
        var count = 0
        let used = cpuSeconds()
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            for _ in 0..<batch { try body() }
            count += batch
        }
        tell(name, count, cpuSeconds() - used)
    }

    private static func report(_ name: String, batch: Int, _ body: () async throws -> Void) async rethrows {
        var count = 0
        let used = cpuSeconds()
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            for _ in 0..<batch { try await body() }
            count += batch
        }
        tell(name, count, cpuSeconds() - used)
    }

    /// The process's own time, as openssl counts it: others who use the machine do not matter.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func tell(_ name: String, _ count: Int, _ seconds: Double) {
        print("\(name)\t\(Int(Double(count) / seconds))")
    }
}

private struct FixedKeys: KeySource {
    var keys: KeySet

    func keys(for keyID: String?) async throws(RPCError) -> KeySet { keys }
}
