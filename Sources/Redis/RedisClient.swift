package import Logging
package import NIOCore

/// A client of one Redis server. Commands of many callers share a connection and don't wait for each other's replies.
///
/// Nothing is sent twice: what was on its way when a connection broke fails, and may or may not have been done.
package final class RedisClient: Sendable {
    private let link: RedisLink

    /// Connects at the first command.
    package init(
        _ configuration: RedisConfiguration, group: any EventLoopGroup, logger: Logger
    ) throws(RedisError) {
        link = try RedisLink(configuration, on: group.next(), logger: logger)
    }

    package func command(_ parts: [RedisArgument]) async throws(RedisError) -> RedisValue {
        var request = ByteBuffer()
        try CommandFormat.append(parts, to: &request)
        return try await send(request).get()
    }

    /// Runs a script by its name, and sends its text when the server does not know it (any more).
    package func run(
        _ script: RedisScript, keys: [String], _ arguments: [RedisArgument]
    ) async throws(RedisError) -> RedisValue {
        let rest = [RedisArgument(keys.count)] + keys.map { RedisArgument($0) } + arguments
        do {
            return try await command(["EVALSHA", RedisArgument(script.digest)] + rest)
        } catch {
            guard error.code == "NOSCRIPT" else { throw error }
            return try await command(["EVAL", RedisArgument(script.source)] + rest)
        }
    }

    private func send(_ request: ByteBuffer) async -> Result<RedisValue, RedisError> {
        let cancellation = Cancellation(link)
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let command = PendingReply(
                    request, deadline: .now() + TimeAmount(link.configuration.commandTimeout)
                ) { continuation.resume(returning: $0) }
                link.loop.execute { [link] in cancellation.submit(command, to: link) }
            }
        } onCancel: {
            link.loop.execute { cancellation.cancel() }
        }
    }

    package func close() {
        link.loop.execute { [link] in link.close() }
    }
}

/// Joins a command with the cancellation of its task, which may come first.
///
/// Unchecked: confined to the loop.
private final class Cancellation: @unchecked Sendable {
    private let link: RedisLink
    private var isCancelled = false
    private var command: PendingReply?

    init(_ link: RedisLink) { self.link = link }

    func submit(_ command: PendingReply, to link: RedisLink) {
        guard !isCancelled else { return command.finish(.failure(Self.error)) }
        self.command = command
        link.submit(command)
    }

    func cancel() {
        isCancelled = true
        command?.finish(.failure(Self.error))
    }

    private static let error = RedisError(.cancelled, "the task was cancelled")
}
