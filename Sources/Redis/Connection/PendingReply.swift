import NIOCore

/// A command whose reply is awaited. One that was given up keeps its place, for its reply still comes.
///
/// Unchecked: confined to the link's loop once it is submitted.
final class PendingReply: @unchecked Sendable {
    typealias Completion = (Result<RedisValue, RedisError>) -> Void

    let request: ByteBuffer
    var deadline: NIODeadline
    private var completion: Completion?

    init(_ request: ByteBuffer, deadline: NIODeadline, _ completion: @escaping Completion) {
        self.request = request
        self.deadline = deadline
        self.completion = completion
    }

    var isGivenUp: Bool { completion == nil }

    /// The first result counts.
    func finish(_ result: Result<RedisValue, RedisError>) {
        completion?(result)
        completion = nil
    }
}
