/// What callers are told when the server has as much to do as it takes.
enum Overload {
    /// - Parameter pauseMilliseconds: how long a caller should wait before it tries again, ±50 %, so that those who were
    ///   refused together do not come back together (gRFC A6).
    static func refusal(_ message: String, pauseMilliseconds: Int) -> RPCError {
        let pause = Int.random(in: pauseMilliseconds / 2...pauseMilliseconds * 3 / 2)
        return RPCError(.resourceExhausted, message, metadata: [RetryMachine.pushbackName: "\(pause)"])
    }

    static func refusal(_ refusal: BufferedBytes.Refusal, _ limits: ServerLimits) -> RPCError {
        switch refusal {
        case .connection:
            RPCError(
                .resourceExhausted,
                "The connection's unread requests are more than \(limits.bufferedBytesPerConnectionMax) bytes, "
                    + "the limit bufferedBytesPerConnectionMax.")
        case .server:
            Self.refusal(
                "The server's unread requests are more than \(limits.bufferedBytesMax) bytes, "
                    + "the limit bufferedBytesMax.", pauseMilliseconds: limits.refusedPauseMilliseconds)
        }
    }

    static func answerRefusal(_ refusal: BufferedBytes.Refusal, _ limits: ServerLimits) -> RPCError {
        switch refusal {
        case .connection:
            RPCError(
                .resourceExhausted,
                "The connection's unsent answers are more than \(limits.answerBytesPerConnectionMax) bytes, "
                    + "the limit answerBytesPerConnectionMax.")
        case .server:
            Self.refusal(
                "The server's unsent answers are more than \(limits.answerBytesMax) bytes, the limit answerBytesMax.",
                pauseMilliseconds: limits.refusedPauseMilliseconds)
        }
    }
}
