import RPC
import ServiceKit
import Synchronization
import Testing

@Suite struct ServiceTokensTests {
    private static func counting() -> ServiceTokens {
        let counts = Mutex<[PlatformService: Int]>([:])
        return ServiceTokens { callee async throws(RPCError) in
            let number = counts.withLock { counts in
                counts[callee, default: 0] += 1
                return counts[callee, default: 0]
            }
            return ServiceTokenSource.IssuedToken(token: "\(callee) \(number)", lifetime: .seconds(300))
        }
    }

    @Test func `each service that is called has a token of its own, which is kept`() async throws {
        let tokens = Self.counting()
        for _ in 0..<2 {
            #expect(try await tokens.token(for: .dataset) == "dataset 1")
            #expect(try await tokens.token(for: .metrics) == "metrics 1")
        }
    }

    @Test func `when a key is withdrawn, all of them are replaced`() async throws {
        let tokens = Self.counting()
        _ = try await tokens.token(for: .dataset)
        _ = try await tokens.token(for: .metrics)
        tokens.forget()
        #expect(try await tokens.token(for: .dataset) == "dataset 2")
        #expect(await tokens.tokenIfAvailable(for: .metrics) == "metrics 2")
    }
}
