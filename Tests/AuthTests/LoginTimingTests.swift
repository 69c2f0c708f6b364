import API
import Crypto
import Messages
import Postgres
import RPC
import TestKit
import Testing

@testable import AuthBackend

@Suite("Time that a refused login takes")
struct LoginTimingTests {
    /// Of one kind of login.
    private struct Sample {
        var microseconds: [Double] = []

        var median: Double { Self.median(microseconds) }
        /// The median of the distances from the median.
        var deviation: Double { Self.median(microseconds.map { abs($0 - median) }) }
        var mean: Double { microseconds.reduce(0, +) / Double(microseconds.count) }
        var variance: Double {
            let center = mean
            return microseconds.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(microseconds.count - 1)
        }

        /// Without the slowest tenth, which tell of the machine.
        var trimmed: Sample { Sample(microseconds: Array(microseconds.sorted().prefix(microseconds.count * 9 / 10))) }

        private static func median(_ values: [Double]) -> Double {
            let sorted = values.sorted()
            return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        }

        /// Welch's t: beyond some 4.5 two samples are commonly taken for different.
        func distance(to other: Sample) -> Double {
            let spread = variance / Double(microseconds.count) + other.variance / Double(other.microseconds.count)
            return (mean - other.mean) / spread.squareRoot()
        }
    }

    @Test("is reported for unknown names and wrong passwords, whose answers are equal byte for byte")
    func unknownAndWrong() async throws {
        // Hashes as cheap as they get: what is left of the difference shows the more.
        try await withAuth(substitute: { $0.hashing = .init(memoryKiB: 64, passes: 1, lanes: 1) }) { auth in
            try await auth.bootstrap("somebody", "one-time password")
            // The hash of the first administrator is as dear as ever, and the decoy is not.
            let cheap = try Argon2id.hash(
                Secret("one-time password"), parameters: .init(memoryKiB: 64, passes: 1, lanes: 1))
            try await auth.database.connect().execute("UPDATE auth.users SET password_hash = \(cheap)")
            let failures = FailureLimit(pool: try auth.pool, clock: auth.time.clock)
            var samples = ["somebody": Sample(), "nobody00": Sample()]
            var answers: [RPCError] = []
            let clock = ContinuousClock()
            for run in 0..<170 {
                // In pairs of changing order, so that neither profits from what the machine does meanwhile.
                for name in run % 2 == 0 ? ["somebody", "nobody00"] : ["nobody00", "somebody"] {
                    try await failures.clear(Username(given: name))
                    let start = clock.now
                    let answer = try await failure { try await auth.login(name, "not the password") }
                    let (seconds, attoseconds) = start.duration(to: clock.now).components
                    answers.append(try #require(answer))
                    // The first ones prepare statements and fill caches.
                    guard run >= 20 else { continue }
                    samples[name]?.microseconds.append(Double(seconds) * 1e6 + Double(attoseconds) * 1e-12)
                }
            }
            let known = try #require(samples["somebody"])
            let unknown = try #require(samples["nobody00"])
            for (name, sample) in [("wrong password", known), ("unknown name", unknown)] {
                print(
                    "\(name): median \(Int(sample.median)) µs, MAD \(Int(sample.deviation)) µs, n \(sample.microseconds.count)"
                )
            }
            let t = known.distance(to: unknown)
            let trimmed = known.trimmed.distance(to: unknown.trimmed)
            print("wrong password against unknown name: Welch t \(t), without the slowest tenth \(trimmed)")
            #expect(t.isFinite && trimmed.isFinite)
            #expect(known.microseconds.count == 150 && unknown.microseconds.count == 150)
            #expect(answers.allSatisfy { $0 == answers[0] })
            #expect(answers[0].code == .unauthenticated)
        }
    }
}
