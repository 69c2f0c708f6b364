import NIOCore

@testable import RPC

/// The tasks that use a client's calls.
///
/// Unchecked: confined to the loop's thread, which is the only one.
final class CallTasks: @unchecked Sendable {
    private(set) var running = 0

    /// Sends so many requests and reads all answers.
    func use(_ call: RawCall, requests: Int) async {
        running += 1
        defer { running -= 1 }
        do throws(RPCError) {
            for _ in 0..<requests { try await call.send(ByteBuffer(repeating: 7, count: requests * 1000)) }
            call.closeSend()
            if requests % 2 == 0 { _ = try await call.initialMetadata() }
            while let answer = try await call.receive() {
                require(answer.readableBytes <= 1 << 12, "an answer of \(answer.readableBytes) bytes")
            }
        } catch {
            require(error.code != .ok, "a failure that is none")
        }
    }
}
