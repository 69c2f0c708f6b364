internal import CHiredis

/// Makes replies of bytes, in whatever pieces they come. After an error it reads no more.
final class ReplyReader {
    private let reader: UnsafeMutablePointer<redisReader>
    /// hiredis reads them as long as the reader lives.
    private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
    private let bytesMax: Int
    private let elementsMax: Int
    /// Of the reply that is not complete yet.
    private var bytes = 0
    private var elements = 0

    init(
        bytesMax: Int = RedisLimits.replyBytesMax, elementsMax: Int = RedisLimits.replyElementsMax
    ) throws(RedisError) {
        functions = .allocate(capacity: 1)
        functions.initialize(to: ReplyCallbacks.functions)
        guard let reader = redisReaderCreateWithFunctions(functions) else {
            functions.deallocate()
            throw RedisError(.badReply, "no memory for a reader")
        }
        self.reader = reader
        self.bytesMax = bytesMax
        self.elementsMax = elementsMax
        reader.pointee.privdata = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        redisReaderFree(reader)
        functions.deallocate()
    }

    func accepts(elements count: Int) -> Bool {
        elements += count
        return elements <= elementsMax
    }

    /// The replies that these bytes complete.
    func feed(_ piece: UnsafeRawBufferPointer) throws(RedisError) -> [RedisValue] {
        guard
            redisReaderFeed(reader, piece.baseAddress?.assumingMemoryBound(to: CChar.self), piece.count) == REDIS_OK
        else { throw failure() }
        bytes += piece.count
        var replies: [RedisValue] = []
        while let reply = try next() { replies.append(reply) }
        guard bytes <= bytesMax else { throw tooLarge }
        return replies
    }

    private func next() throws(RedisError) -> RedisValue? {
        var reply: UnsafeMutableRawPointer?
        guard redisReaderGetReply(reader, &reply) == REDIS_OK else { throw failure() }
        guard let reply else { return nil }
        let node = Unmanaged<ReplyNode>.fromOpaque(reply).takeRetainedValue()
        let rest = reader.pointee.len - reader.pointee.pos
        guard bytes - rest <= bytesMax else { throw tooLarge }
        bytes = rest
        elements = 0
        return node.value
    }

    private var tooLarge: RedisError { RedisError(.badReply, "a reply has more than \(bytesMax) bytes") }

    private func failure() -> RedisError {
        guard elements <= elementsMax else {
            return RedisError(.badReply, "a reply has more than \(elementsMax) elements")
        }
        let text = withUnsafeBytes(of: &reader.pointee.errstr) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        return RedisError(.badReply, "what came is no reply: \(text)")
    }
}
