/// A random cut tree over a weighted reservoir of the stream (Efraimidis and Spirakis 2006, algorithm A-Res, with weights
/// that fall exponentially with age): the points of the smallest ln(-ln u) - decay · index stay.
struct ReservoirTree: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        /// The greatest leaves first.
        var weight: Double
        var leaf: Int32
    }

    let timeDecay: Double
    private(set) var cuts: RandomCutTree
    /// A heap, the greatest weight at the top.
    private(set) var members: [Member] = []

    init(capacity: Int, width: Int, timeDecay: Double) {
        self.timeDecay = timeDecay
        cuts = RandomCutTree(capacity: capacity, width: width)
        members.reserveCapacity(capacity)
    }

    /// - Parameter members: In any order.
    init(cuts: RandomCutTree, members: [Member], timeDecay: Double) {
        self.timeDecay = timeDecay
        self.cuts = cuts
        for member in members { push(member) }
    }

    mutating func offer(_ point: [Double], index: UInt64, using generator: inout SeededGenerator) {
        // Never 0 or 1, so that both logarithms are finite.
        let uniform = (Double(generator.next() >> 11) + 0.5) * 0x1p-53
        let weight = _log(-_log(uniform)) - timeDecay * Double(index)
        if members.count == cuts.capacity {
            guard weight < members[0].weight else { return }
            cuts.remove(leaf: popGreatest().leaf)
        }
        push(Member(weight: weight, leaf: cuts.insert(point, using: &generator)))
    }

    private mutating func push(_ member: Member) {
        members.append(member)
        var place = members.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard members[parent].weight < member.weight else { break }
            members.swapAt(place, parent)
            place = parent
        }
    }

    private mutating func popGreatest() -> Member {
        let greatest = members[0]
        let last = members.removeLast()
        guard !members.isEmpty else { return greatest }
        members[0] = last
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < members.count else { break }
            if child + 1 < members.count, members[child + 1].weight > members[child].weight { child += 1 }
            guard members[child].weight > members[place].weight else { break }
            members.swapAt(child, place)
            place = child
        }
        return greatest
    }
}
