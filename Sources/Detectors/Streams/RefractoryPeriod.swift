/// Lets one alert through and holds back those that follow within a number of points: one event, one alert.
///
/// An anomaly within the period does not make it longer: an event that goes on alerts once each period.
package struct RefractoryPeriod: Sendable, Equatable {
    package let points: Int
    /// Points that still raise no alert.
    package private(set) var left: Int

    package init(points: Int, left: Int = 0) {
        self.points = points
        self.left = left
    }

    /// To be asked once for each point, in order.
    package mutating func admits(_ isAnomaly: Bool) -> Bool {
        guard left == 0 else {
            left -= 1
            return false
        }
        if isAnomaly { left = points }
        return isAnomaly
    }
}
