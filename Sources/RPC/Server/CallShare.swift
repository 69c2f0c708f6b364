/// The calls that one event loop may run, out of the server's `callsMax`: a few are kept at hand, so that the loops of
/// a server seldom touch what they share.
///
/// Unchecked: confined to its event loop.
final class CallShare: @unchecked Sendable {
    private let budget: SharedBudget
    /// Kept at most; none when the budget is so small that what one loop keeps would be missed by another.
    private let keptMax: Int
    private var atHand = 0

    static let keptMax = 32

    init(_ budget: SharedBudget) {
        self.budget = budget
        keptMax = min(Self.keptMax, budget.total / 128)
    }

    /// Whether a call may begin, without beginning it.
    var hasRoom: Bool { atHand > 0 || budget.available > 0 }

    /// False when the server runs as many as it may.
    func begin() -> Bool {
        if atHand > 0 {
            atHand -= 1
            return true
        }
        let needed = 1 - atHand
        let taken = budget.take(atLeast: needed, atMost: needed + keptMax / 2)
        guard taken > 0 else { return false }
        atHand += taken - 1
        return true
    }

    /// Begins a call that is never refused; the next ones make up for it.
    func beginAnyway() {
        if !begin() { atHand -= 1 }
    }

    func end() {
        atHand += 1
        guard atHand > keptMax else { return }
        budget.give(atHand - keptMax / 2)
        atHand = keptMax / 2
    }
}
