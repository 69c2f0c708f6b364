import Messages
import NIOCore
import Protobuf
import RPC
import Synchronization

/// Upload messages of which all but the first come only once the gate is open; then, if asked to, an error.
final class GatedSource: MessageSource {
    private let messages: Mutex<[ByteBuffer]>
    private let end: RPCError?
    private let reads = AsyncStream<Void>.makeStream()
    private let gate = AsyncStream<Void>.makeStream()
    private let count = Atomic(0)

    init(_ messages: [DatasetV1.UploadDatasetRequest], end: RPCError? = nil) {
        self.messages = Mutex(messages.map { ByteBuffer(bytes: $0.serialized()) })
        self.end = end
    }

    func open() { gate.continuation.finish() }

    /// Until the second message was asked for.
    func waitUntilRead() async {
        for await _ in reads.stream {}
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        if count.add(1, ordering: .relaxed).newValue == 2 {
            reads.continuation.finish()
            for await _ in gate.stream {}
        }
        let message = messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if message == nil, let end { throw end }
        return message
    }
}

/// A file of one byte after another, without an end.
final class DrippingSource: MessageSource {
    private let isFirst = Atomic(true)

    func next() async throws(RPCError) -> ByteBuffer? {
        let part: DatasetV1.UploadDatasetRequest.Part
        if isFirst.exchange(false, ordering: .relaxed) {
            part = .spec(.init(displayName: "drip"))
        } else {
            do { try await Task.sleep(for: .milliseconds(10)) } catch {
                throw RPCError(.cancelled, "The reading task was cancelled.")
            }
            part = .chunk(ByteSlice([UInt8(ascii: "a")]))
        }
        return ByteBuffer(bytes: DatasetV1.UploadDatasetRequest(part: part).serialized())
    }
}
