internal import NIOCore
import Protobuf
import RPC
internal import Synchronization

/// The messages of an upload, as long as its client keeps up a least rate.
///
/// Only the time counts in which we wait for the client: one that is held back by the database is not slow. Read by one
/// task.
final class PacedSource: MessageSource {
    private struct Stretch {
        var waited: Duration = .zero
        var bytes = 0
    }

    private enum Outcome: Sendable {
        case message(Result<ByteBuffer?, RPCError>)
        case late
        /// The call was cancelled: the other outcome tells.
        case interrupted
    }

    private let source: any MessageSource
    private let bytesMin: Int
    private let timeMax: Duration
    /// Since so many bytes came last.
    private let stretch = Mutex(Stretch())

    init(_ source: any MessageSource, limits: DatasetLimits) {
        self.source = source
        bytesMin = limits.uploadProgressBytesMin
        timeMax = limits.uploadProgressTimeMax
    }

    var lastWasCompressed: Bool { source.lastWasCompressed }

    func next() async throws(RPCError) -> ByteBuffer? {
        let start = ContinuousClock.now
        let deadline = start + timeMax - stretch.withLock { $0.waited }
        guard let message = try await next(before: deadline) else { return nil }
        stretch.withLock { stretch in
            stretch.waited += ContinuousClock.now - start
            stretch.bytes += message.readableBytes
            if stretch.bytes >= bytesMin { stretch = Stretch() }
        }
        return message
    }

    private func next(before deadline: ContinuousClock.Instant) async throws(RPCError) -> ByteBuffer? {
        let source = source
        let result = await withTaskGroup(of: Outcome.self) { group -> Result<ByteBuffer?, RPCError> in
            group.addTask {
                do throws(RPCError) { return .message(.success(try await source.next())) } catch {
                    return .message(.failure(error))
                }
            }
            group.addTask {
                (try? await Task.sleep(until: deadline, clock: .continuous)) == nil ? .interrupted : .late
            }
            defer { group.cancelAll() }
            while let outcome = await group.next() {
                switch outcome {
                case .message(let result): return result
                case .late: return .failure(tooSlow)
                case .interrupted: continue
                }
            }
            return .success(nil)
        }
        return try result.get()
    }

    private var tooSlow: RPCError {
        RPCError(
            .deadlineExceeded,
            "Fewer than \(bytesMin) bytes (upload_progress_bytes_min) have come in \(timeMax) of waiting for the client (upload_progress_time_max)."
        )
    }
}

extension RequestStream {
    func paced(_ limits: DatasetLimits) -> RequestStream {
        RequestStream(source: PacedSource(source, limits: limits))
    }
}
