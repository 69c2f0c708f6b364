import Messages
import RPC
import Synchronization
import TestKit
import Testing
import Tokens

@testable import ServiceKit

@Suite struct TokenMemoryTests {
    /// Time that stands still until a test moves it, for either clock.
    private final class Time: Sendable {
        let seconds = Mutex<Int64>(1500)
        let instant = Mutex(ContinuousClock.now)

        func pass(_ duration: Duration) {
            seconds.withLock { $0 += duration.components.seconds }
            instant.withLock { $0 += duration }
        }
    }

    private let tokens: TestTokens
    private let time = Time()
    private let memory: TokenMemory
    private let authenticator: TokenAuthenticator

    init() throws {
        tokens = try TestTokens()
        let time = time
        let clock: @Sendable () -> Int64 = { time.seconds.withLock { $0 } }
        memory = TokenMemory(clock: clock, now: { time.instant.withLock { $0 } })
        authenticator = TokenAuthenticator(
            service: .dataset, keys: FixedKeys(tokens.keys), memory: memory, clock: clock)
    }

    private func refusal(
        _ token: String, _ need: TokenMemory.Need = .trusted, waits: Bool = true
    ) async -> (code: StatusCode, reason: String)? {
        do throws(RPCError) {
            _ = try await authenticator.caller(of: token, need, waits: waits)
            return nil
        } catch {
            let info = error.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first
            return (error.code, info?.reason ?? "")
        }
    }

    @Test func `a revoked session is refused, and so is a token of it that was believed before`() async throws {
        memory.apply([], isComplete: true)
        let first = try tokens.user(["viewer"], session: "s1")
        let other = try tokens.user(["viewer"], session: "s2")
        for token in [first, other] { #expect(await refusal(token) == nil) }
        memory.apply([Revocation(.session("s1"), expiresAt: 9000)], isComplete: true)
        #expect(await refusal(first)?.reason == "TOKEN_REVOKED")
        #expect(await refusal(first)?.code == .unauthenticated)
        #expect(await refusal(try tokens.user(["analyst"], session: "s1"))?.reason == "TOKEN_REVOKED")
        #expect(await refusal(other) == nil)
    }

    @Test func `a revoked key takes all of its tokens with it: users', services' and challenges`() async throws {
        memory.apply([], isComplete: true)
        let all = [
            try tokens.user(["viewer"]), try tokens.service("dataset", issuedAt: 1400), try tokens.challenge(.mfa),
        ]
        for token in all { #expect(await refusal(token) == nil) }
        memory.apply([Revocation(.key(tokens.signer.keyID), expiresAt: 9000)], isComplete: false)
        for token in all { #expect(await refusal(token)?.reason == "TOKEN_REVOKED") }
    }

    @Test func `a token that is being verified while its session ends does not slip in`() async throws {
        memory.apply([], isComplete: true)
        // The session ends after the look into the memory and before the signature is looked at.
        let memory = memory
        let keys = CallbackKeys(tokens.keys) {
            memory.apply([Revocation(.session("s1"), expiresAt: 9000)], isComplete: true)
        }
        let authenticator = TokenAuthenticator(service: .dataset, keys: keys, memory: memory, clock: { 1500 })
        let token = try tokens.user(["viewer"], session: "s1")
        await #expect(throws: RPCError.self) { try await authenticator.caller(of: token) }
        #expect(await refusal(token)?.reason == "TOKEN_REVOKED")
    }

    @Test func `nothing is believed before it is known what has ended`() async throws {
        let token = try tokens.user(["viewer"])
        #expect(await refusal(token, waits: false)?.reason == "REVOCATIONS_UNKNOWN")
        // Half of the news is not enough.
        memory.apply([], isComplete: false)
        #expect(await refusal(token, waits: false)?.code == .unavailable)
    }

    @Test func `a call right after the start waits for the news`() async throws {
        let token = try tokens.user(["viewer"], session: "s1")
        async let early = refusal(token)
        memory.apply([Revocation(.session("s1"), expiresAt: 9000)], isComplete: false)
        memory.apply([], isComplete: true)
        #expect(await early?.reason == "TOKEN_REVOKED")
    }

    @Test func `after a short silence a step-up fails, after a long one everything does`() async throws {
        memory.apply([], isComplete: true)
        let token = try tokens.user(["viewer"])
        time.pass(ServiceLimits.revocationsFreshMax)
        #expect(await refusal(token, .fresh) == nil)
        time.pass(.seconds(1))
        #expect(await refusal(token, .fresh)?.code == .unavailable)
        #expect(await refusal(token, .fresh)?.reason == "REVOCATIONS_STALE")
        #expect(await refusal(token) == nil)
        time.pass(ServiceLimits.revocationsTrustedMax - ServiceLimits.revocationsFreshMax - .seconds(1))
        #expect(await refusal(token) == nil)
        time.pass(.seconds(1))
        #expect(await refusal(token)?.reason == "REVOCATIONS_STALE")
        // A remembered token is no way around: neither of the two above was verified anew.
        memory.apply([], isComplete: false)
        #expect(await refusal(token)?.reason == "REVOCATIONS_STALE")
        memory.apply([], isComplete: true)
        #expect(await refusal(token, .fresh) == nil)
    }

    @Test func `a revocation is forgotten when no token can name it any more`() throws {
        memory.apply(
            [Revocation(.session("s1"), expiresAt: 1600), Revocation(.key("k"), expiresAt: 9000)], isComplete: true)
        time.pass(.seconds(99))
        memory.apply([], isComplete: true)
        #expect(memory.isRevoked(sessionID: "s1"))
        time.pass(.seconds(ServiceLimits.revocationsForgetSeconds))
        memory.apply([], isComplete: true)
        #expect(!memory.isRevoked(sessionID: "s1"))
        #expect(memory.isRevoked(keyID: "k"))
    }

    @Test func `two tokens that end alike are two tokens`() async throws {
        memory.apply([], isComplete: true)
        let token = try tokens.user(["viewer"])
        #expect(await refusal(token) == nil)
        let parts = token.split(separator: ".")
        let forged = "\(parts[0]).\(try tokens.user(["super_admin"]).split(separator: ".")[1]).\(parts[2])"
        #expect(await refusal(forged)?.reason == "TOKEN_INVALID")
    }

    @Test func `methods that ask for a step-up are the ones that fail early`() async throws {
        memory.apply([], isComplete: true)
        time.pass(ServiceLimits.revocationsFreshMax + .seconds(1))
        let interceptor = PolicyInterceptor(authenticator: authenticator, in: .dataset, clock: { 1511 })
        let token = try tokens.user(["viewer"])
        for (stepUp, expected) in [(false, nil), (true, StatusCode.unavailable)] {
            let method = MethodDescriptor(
                service: "a.B", method: "C", kind: .unary, inputType: "", outputType: "",
                policy: MethodPolicy(access: .authenticated, stepUp: stepUp))
            let context = ServerContext(method: method, requestMetadata: ["authorization": "Bearer \(token)"])
            var code: StatusCode?
            do throws(RPCError) { try await interceptor.admit(context) } catch { code = error.code }
            #expect(code == expected)
        }
    }
}

/// Keys that something happens to while they are asked for.
private struct CallbackKeys: KeySource {
    let set: KeySet
    let asked: @Sendable () -> Void

    init(_ set: KeySet, asked: @escaping @Sendable () -> Void) {
        self.set = set
        self.asked = asked
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        asked()
        return set
    }
}
