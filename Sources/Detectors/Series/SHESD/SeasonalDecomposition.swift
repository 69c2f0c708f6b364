/// A series as level + season + residual, by medians, so that anomalies leave little trace in the first two.
///
/// The level is the median of all values (`.median`, as S-H-ESD has it: a change of level stays in the residual) or the running
/// median over one period (`.running`: the residual is what a period does not explain). The season is the median of each phase
/// of the period, around 0, of what is left when the running median is taken off.
struct SeasonalDecomposition: Sendable, Equatable {
    enum Level: String, Sendable { case median, running }

    var level: [Double]
    /// Zeros without a period.
    var season: [Double]

    /// What level and season leave over.
    func residual(of values: [Double]) -> [Double] {
        values.indices.map { values[$0] - (level[$0] + season[$0]) }
    }

    init(_ values: [Double], period: Int?, level kind: Level) throws {
        let count = values.count
        let running = try period.map { try RunningMedian.of(values, width: $0 | 1) }
        let season =
            if let period, let running {
                Self.season(values, running, period)
            } else {
                [Double](repeating: 0, count: count)
            }
        self.season = season
        if kind == .running, let running {
            level = running
        } else {
            let seasonless = zip(values, season).map { $0 - $1 }
            level = [Double](repeating: Selection.median(of: seasonless), count: count)
        }
    }

    private static func season(_ values: [Double], _ running: [Double], _ period: Int) -> [Double] {
        var phases = (0..<period).map { phase in
            let members = stride(from: phase, to: values.count, by: period).map { values[$0] - running[$0] }
            return Selection.median(of: members)
        }
        let centre = Selection.median(of: phases)
        for phase in phases.indices { phases[phase] -= centre }
        return values.indices.map { phases[$0 % period] }
    }
}
