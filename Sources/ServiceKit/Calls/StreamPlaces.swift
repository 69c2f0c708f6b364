import RPC
import Synchronization

/// How many streams of one kind are served at once: those that anybody may open and leave open.
final class StreamPlaces: Sendable {
    private let limit: String
    private let most: Int
    private let taken = Mutex(0)

    /// - Parameter limit: the name of `most`, for those who meet it.
    init(_ most: Int, limit: String) {
        self.most = most
        self.limit = limit
    }

    /// Serves one more stream, or says RESOURCE_EXHAUSTED.
    func hold(_ serve: () async throws -> Void) async throws {
        let hasRoom = taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
        guard hasRoom else {
            throw RPCError(
                .resourceExhausted, "As many of these streams are open as may be, \(most), the limit \(limit).")
        }
        defer { taken.withLock { $0 -= 1 } }
        try await serve()
    }
}
