/// Every bound of the series' detectors, by name.
package enum SeriesLimits {
    package static let pointsMin = 12
    package static let pointsMax = 10_000_000
    /// Places of the regular grid for each point: beyond, a series is too uneven to be put on one.
    static let placesPerPointMax = 4
    /// The matrix profile compares every window with every other.
    package static let matrixProfilePointsMax = 1_000_000
    /// Where nothing changes, nothing is pruned, and the search for change points is quadratic.
    package static let changePointsPointsMax = 200_000
    /// Places of the grid that a Fourier transform takes: it holds several times as many complex numbers.
    package static let transformPlacesMax = 4_000_000
    /// Windows times values of one: each value of a window is held as one of a row.
    package static let windowValuesMax = 16_000_000
}
