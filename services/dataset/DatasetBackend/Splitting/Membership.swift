/// Tells, row by row in the order of the version, which rows are test rows.
enum Membership: Sendable {
    case random(SelectionSampling, SplitMix64)
    case stratified(Strata, [SelectionSampling], SplitMix64)
    case byTime(key: UInt64, skip: Int64)

    /// - Parameters:
    ///   - keys: the column that the rule asks about; none for a random split.
    mutating func next(_ keys: ColumnValues?, rowCount: Int) -> [Bool] {
        switch self {
        case .random(var sampling, var generator):
            let drawn = (0..<rowCount).map { _ in sampling.draw(&generator) }
            self = .random(sampling, generator)
            return drawn
        case .stratified(let strata, var samplings, var generator):
            let drawn = keys.map { strata.indices(of: $0).map { samplings[$0].draw(&generator) } } ?? []
            self = .stratified(strata, samplings, generator)
            return drawn
        case .byTime(let key, var skip):
            guard let keys else { return [] }
            let late = (0..<rowCount).map { row in
                let own = EventTimeRank.key(keys, row)
                guard own == key, skip > 0 else { return own >= key }
                skip -= 1
                return false
            }
            self = .byTime(key: key, skip: skip)
            return late
        }
    }
}
