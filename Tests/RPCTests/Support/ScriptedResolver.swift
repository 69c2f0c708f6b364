import Synchronization

@testable import RPC

/// Answers when and what a test tells it to: a look-up waits for its answer.
final class ScriptedResolver: AddressResolver {
    private typealias Answer = Result<[ResolvedAddress], ResolutionError>

    private let answers: AsyncStream<Answer>
    private let next: AsyncStream<Answer>.Continuation
    private let count = Mutex(0)

    init() {
        (answers, next) = AsyncStream.makeStream()
    }

    /// Look-ups that have begun.
    var lookUps: Int { count.withLock { $0 } }

    func answer(_ addresses: [ResolvedAddress]) {
        next.yield(.success(addresses))
    }

    func fail() {
        next.yield(.failure(ResolutionError("no such name")))
    }

    func resolve(host: String, port: Int) async throws(ResolutionError) -> [ResolvedAddress] {
        count.withLock { $0 += 1 }
        for await answer in answers { return try answer.get() }
        throw ResolutionError("cancelled")
    }
}
