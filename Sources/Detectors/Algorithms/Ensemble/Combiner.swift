/// How the members' views of a row, how unlikely each finds it, become one.
package enum Combiner: String, Sendable, CaseIterable {
    case mean, max, median

    func combine(_ views: [Double], weights: [Double]) -> Double {
        switch self {
        case .mean:
            var sum = 0.0
            var total = 0.0
            for index in views.indices {
                sum += weights[index] * views[index]
                total += weights[index]
            }
            return sum / total
        case .max: return views.max() ?? 0
        case .median:
            let ranked = views.sorted()
            return ranked[(ranked.count - 1) / 2] / 2 + ranked[ranked.count / 2] / 2
        }
    }

    /// How much each member's view counts for a row, 1 in all.
    func shares(_ views: [Double], weights: [Double]) -> [Double] {
        switch self {
        case .mean:
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        case .max:
            // Of equal ones the first.
            let strongest = views.indices.max { views[$0] == views[$1] ? $0 > $1 : views[$0] < views[$1] }
            return views.indices.map { $0 == strongest ? 1 : 0 }
        case .median:
            let ranked = views.indices.sorted { views[$0] == views[$1] ? $0 < $1 : views[$0] < views[$1] }
            let middle = [ranked[(ranked.count - 1) / 2], ranked[ranked.count / 2]]
            return views.indices.map { index in middle.reduce(0) { $0 + ($1 == index ? 0.5 : 0) } }
        }
    }
}
