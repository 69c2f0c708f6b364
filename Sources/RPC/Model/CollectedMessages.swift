import NIOCore
import Synchronization

/// Messages in memory: a source for methods called in process, and a sink that keeps what they answer.
final class CollectedMessages: MessageSource, MessageSink {
    private let messages: Mutex<[ByteBuffer]>

    init(_ messages: [ByteBuffer] = []) {
        self.messages = Mutex(messages)
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    func send(_ frame: ByteBuffer) async throws(RPCError) {
        var message = frame
        message.moveReaderIndex(forwardBy: MessageCoding.prefixBytes)
        messages.withLock { [message] in $0.append(message) }
    }
}
