import Synchronization

/// Whether the answers of a call are compressed. Decided once: by the handler, on any thread, or by the headers that go
/// out before it has.
struct AnswerEncoding: ~Copyable {
    private static let open: UInt8 = 0
    private static let gzip: UInt8 = 1
    private static let none: UInt8 = 2
    private let state = Atomic(AnswerEncoding.open)

    var chosen: MessageEncoding? {
        state.load(ordering: .relaxed) == Self.gzip ? .gzip : nil
    }

    func choose(_ encoding: MessageEncoding) {
        switch encoding {
        case .gzip: decide(Self.gzip)
        }
    }

    /// What the headers must say; it can't be changed after that.
    func settle() -> MessageEncoding? {
        decide(Self.none)
        return chosen
    }

    private func decide(_ decision: UInt8) {
        _ = state.compareExchange(expected: Self.open, desired: decision, ordering: .relaxed)
    }
}
