/// The last scores of a stream, and what share of them is as high as a new one. O(log n) to ask; to keep one moves
/// at most `capacity` numbers.
struct TailRank: Sendable, Equatable {
    let capacity: Int
    /// A ring: the oldest is at `next` once it is full.
    private var ring: [Double] = []
    private var next = 0
    private var ascending: [Double] = []

    init(capacity: Int) { self.capacity = capacity }

    /// - Parameter scores: The oldest first, at most `capacity`, finite.
    init(capacity: Int, scores: [Double]) {
        self.capacity = capacity
        ring = scores
        next = scores.count == capacity ? 0 : scores.count
        ascending = scores.sorted()
    }

    var count: Int { ring.count }

    /// The oldest first.
    var scores: [Double] { count < capacity ? ring : Array(ring[next...] + ring[..<next]) }

    /// The conformal p-value (1 + #{kept >= score}) / (n + 1) of a score that is not kept yet.
    func pValue(_ score: Double) -> Double {
        Double(1 + count - ascending.firstIndex(atLeast: score)) / Double(count + 1)
    }

    mutating func keep(_ score: Double) {
        if count < capacity {
            ring.append(score)
        } else {
            ascending.remove(at: ascending.firstIndex(atLeast: ring[next]))
            ring[next] = score
        }
        next = (next + 1) % capacity
        ascending.insert(score, at: ascending.firstIndex(atLeast: score))
    }

    static func == (a: TailRank, b: TailRank) -> Bool { a.capacity == b.capacity && a.scores == b.scores }
}
