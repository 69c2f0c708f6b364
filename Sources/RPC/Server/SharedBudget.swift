import Synchronization

/// An amount that several holders share: bytes, calls. Holders take it in pieces, so that it is touched seldom.
final class SharedBudget: Sendable {
    let total: Int
    private let rest: Atomic<Int>

    init(_ total: Int) {
        self.total = total
        rest = Atomic(total)
    }

    /// What nobody holds.
    var available: Int { rest.load(ordering: .relaxed) }

    /// How much was taken: between the two bounds, or nothing.
    func take(atLeast least: Int, atMost most: Int) -> Int {
        var seen = rest.load(ordering: .relaxed)
        while seen >= least {
            let amount = min(seen, most)
            let (done, actual) = rest.weakCompareExchange(expected: seen, desired: seen - amount, ordering: .relaxed)
            if done { return amount }
            seen = actual
        }
        return 0
    }

    func give(_ amount: Int) {
        rest.add(amount, ordering: .relaxed)
    }
}
