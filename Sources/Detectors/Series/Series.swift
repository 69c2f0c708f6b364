/// One quantity over time, whole.
package struct Series: Sendable, Equatable {
    /// NaN is missing.
    package let values: [Double]
    /// When each value was taken, in seconds or any other unit, not falling; nil if they were taken at equal distances.
    package let times: [Double]?

    package init(values: [Double], times: [Double]? = nil) throws(DetectorError) {
        guard values.count <= SeriesLimits.pointsMax else {
            throw .invalid("values", "\(values.count) of them; at most \(SeriesLimits.pointsMax) are allowed")
        }
        let present = values.count { !$0.isNaN }
        guard present >= SeriesLimits.pointsMin else {
            throw .precondition("values", "\(present) that are not missing; \(SeriesLimits.pointsMin) are needed")
        }
        if let index = values.firstIndex(where: { abs($0) > DetectorLimits.magnitudeMax }) {
            throw .invalid("values", "value \(index) is infinite or beyond ±\(DetectorLimits.magnitudeMax)")
        }
        if let times { try Self.check(times, count: values.count) }
        self.values = values
        self.times = times
    }

    private static func check(_ times: [Double], count: Int) throws(DetectorError) {
        guard times.count == count else { throw .invalid("times", "\(times.count) for \(count) values") }
        guard times.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }) else {
            throw .invalid("times", "hold one that is missing or out of range")
        }
        for index in 1..<count where times[index] < times[index - 1] {
            throw .invalid("times", "time \(index) is before the one in front of it")
        }
    }
}
