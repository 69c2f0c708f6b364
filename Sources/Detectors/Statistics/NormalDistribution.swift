/// What measures of spread are of a normal distribution's standard deviation.
enum NormalDistribution {
    /// Standard deviations in a median absolute deviation: 1 / Φ⁻¹(3/4).
    static let deviationsPerMAD = 1.482602218505602
    /// Standard deviations in a mean absolute deviation: sqrt(π/2).
    static let deviationsPerMeanDeviation = 1.2533141373155003
    /// The quartile range in standard deviations: 2 Φ⁻¹(3/4).
    static let quartileRange = 1.3489795003921634
}
