import API
import Messages
import RPC
import Synchronization

extension InteropCase {
    /// Many large calls on one channel.
    static let rpcSoak = InteropCase("rpc_soak") { peer in
        try await Soak(peer).run { try await Soak.call(peer.channel, peer.soak) }
    }

    /// Many large calls, each on a channel of its own.
    static let channelSoak = InteropCase("channel_soak") { peer in
        try await Soak(peer).run {
            let channel = peer.makeChannel()
            do {
                try await Soak.call(channel, peer.soak)
            } catch {
                await channel.shutdown()
                throw error
            }
            await channel.shutdown()
        }
    }
}

/// The loop of the soak cases: iterations until the overall timeout, of which some may fail or be late.
private final class Soak: Sendable {
    private let peer: InteropPeer
    private let tally = Mutex(Tally())
    private var settings: SoakSettings { peer.soak }

    private struct Tally {
        var begun = 0
        var succeeded = 0
        var failures = 0
    }

    init(_ peer: InteropPeer) {
        self.peer = peer
    }

    static func call(_ channel: RPCChannel, _ settings: SoakSettings) async throws {
        let request = GrpcTesting.SimpleRequest.large(request: settings.requestBytes, response: settings.responseBytes)
        let answer = try await GrpcTesting.TestServiceClient(channel).unaryCall(request)
        try expect(answer.payload, bytes: settings.responseBytes)
    }

    func run(_ iterate: @escaping @Sendable () async throws -> Void) async throws {
        let end = ContinuousClock.now + settings.overallTimeout
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<settings.workers { group.addTask { await self.work(until: end, iterate) } }
        }
        let (succeeded, failures) = tally.withLock { ($0.succeeded, $0.failures) }
        peer.log("\(succeeded) of \(settings.iterations) iterations succeeded, \(failures) failed")
        try expect(
            succeeded + failures == settings.iterations,
            "only \(succeeded + failures) of \(settings.iterations) iterations within \(settings.overallTimeout)")
        try expect(failures <= settings.failuresMax, "\(failures) iterations failed")
    }

    private func work(until end: ContinuousClock.Instant, _ iterate: () async throws -> Void) async {
        while ContinuousClock.now < end, let iteration = next() {
            let start = ContinuousClock.now
            let trouble = await trouble(of: iterate, since: start)
            tally.withLock { if trouble == nil { $0.succeeded += 1 } else { $0.failures += 1 } }
            peer.log("iteration \(iteration): \(start.duration(to: .now)) \(trouble ?? "succeeded")")
            try? await Task.sleep(until: start + settings.timeBetweenCallsMin)
        }
    }

    private func next() -> Int? {
        tally.withLock { tally in
            guard tally.begun < settings.iterations else { return nil }
            defer { tally.begun += 1 }
            return tally.begun
        }
    }

    private func trouble(of iterate: () async throws -> Void, since start: ContinuousClock.Instant) async -> String? {
        do {
            try await iterate()
        } catch {
            return "failed: \(error)"
        }
        let isLate = start.duration(to: .now) > settings.iterationLatencyMax
        return isLate ? "took longer than \(settings.iterationLatencyMax)" : nil
    }
}
