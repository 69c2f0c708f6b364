internal import CHiredis

/// What hiredis calls while it reads a reply. The thunks never throw; nil ends the reading with an error.
enum ReplyCallbacks {
    static let functions = redisReplyObjectFunctions(
        createString: { task, text, count in
            guard let task else { return nil }
            let bytes = UnsafeRawBufferPointer(start: text, count: count)
            let value: RedisValue =
                switch task.pointee.type {
                case REDIS_REPLY_STATUS: .status(String(decoding: bytes, as: UTF8.self))
                case REDIS_REPLY_ERROR: .error(String(decoding: bytes, as: UTF8.self))
                default: .bytes(Array(bytes))
                }
            return attach(ReplyNode(value), task)
        },
        createArray: { task, count in
            guard let task, let owner = task.pointee.privdata else { return nil }
            // The reader lends itself for the time of a call that is on the stack below us.
            let reader = Unmanaged<ReplyReader>.fromOpaque(owner).takeUnretainedValue()
            guard reader.accepts(elements: Int(count)) else { return nil }
            return attach(ReplyNode(arrayOf: Int(count)), task)
        },
        createInteger: { task, number in task.flatMap { attach(ReplyNode(.integer(number)), $0) } },
        createNil: { task in task.flatMap { attach(ReplyNode(.null), $0) } },
        // Called for a root only, whose reference is the one that `attach` handed over.
        freeObject: { node in node.map { Unmanaged<ReplyNode>.fromOpaque($0).release() } })

    /// The parent keeps its child; a root is hiredis' until it is taken or freed.
    private static func attach(_ node: ReplyNode, _ task: UnsafePointer<redisReadTask>) -> UnsafeMutableRawPointer {
        guard let parent = task.pointee.parent?.pointee.obj else { return Unmanaged.passRetained(node).toOpaque() }
        Unmanaged<ReplyNode>.fromOpaque(parent).takeUnretainedValue().children.append(node)
        return Unmanaged.passUnretained(node).toOpaque()
    }
}
