/// A series on a grid of equal steps, without gaps: what the methods compute with.
///
/// The step is the median distance of neighbouring times. Each value goes to the nearest place of the grid; several
/// at one place count as their mean. A place without a value lies on the line between its neighbours, at the ends it has
/// the nearest one's value.
struct RegularSeries: Sendable, Equatable {
    let values: [Double]
    /// The place in `values` of each point of the series.
    let places: [Int]

    init(_ series: Series) throws(DetectorError) {
        places = try Self.places(series)
        let count = (places.last ?? 0) + 1
        var sums = [Double](repeating: 0, count: count)
        var weights = [Double](repeating: 0, count: count)
        for (place, value) in zip(places, series.values) where !value.isNaN {
            weights[place] += 1
            // A running mean: a sum of large values could overflow.
            sums[place] += (value - sums[place]) / weights[place]
        }
        values = Self.filled(sums, isKnown: weights.map { $0 > 0 })
    }

    private static func places(_ series: Series) throws(DetectorError) -> [Int] {
        guard let times = series.times, let first = times.first, let last = times.last else {
            return Array(series.values.indices)
        }
        let steps = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 0 }
        guard !steps.isEmpty else { throw .precondition("times", "are all the same") }
        let step = Selection.median(of: steps)
        let length = (last - first) / step
        guard length < Double(times.count * SeriesLimits.placesPerPointMax) else {
            throw .precondition(
                "times",
                "are too uneven: at their median distance \(step) the series had more than "
                    + "\(SeriesLimits.placesPerPointMax) times as many points as it has")
        }
        let count = Int(length.rounded()) + 1
        guard count >= SeriesLimits.pointsMin else {
            throw .precondition(
                "times",
                "fill \(count) places at their median distance \(step); \(SeriesLimits.pointsMin) are needed")
        }
        return times.map { Int((($0 - first) / step).rounded()) }
    }

    private static func filled(_ values: [Double], isKnown: [Bool]) -> [Double] {
        var values = values
        var last: Int?
        for place in values.indices where isKnown[place] {
            let start = last ?? -1
            for gap in (start + 1)..<place {
                guard let last else {
                    values[gap] = values[place]
                    continue
                }
                let share = Double(gap - last) / Double(place - last)
                values[gap] = values[last] * (1 - share) + values[place] * share
            }
            last = place
        }
        if let last { for gap in (last + 1)..<values.count { values[gap] = values[last] } }
        return values
    }
}
