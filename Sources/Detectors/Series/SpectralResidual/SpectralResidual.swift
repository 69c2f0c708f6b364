/// Spectral residual (Ren et al. 2019, Microsoft): of the logarithm of the spectrum's amplitudes what their local mean does not
/// explain, taken back to time, shows where the series is unlike itself: the saliency map.
///
/// A score is how much higher the map is at a value than on average over the `score_window` values up to it, relative to that
/// average. At the end the series is continued by `extension` estimated values, since the map is not to be trusted at its ends: the
/// continuation is the paper's, the mean of the slopes from the `lookBack` last values to the last one.
struct SpectralResidual: SeriesMethod {
    static let lookBack = 5
    /// Amplitudes below it, relative to the largest, are taken to be none.
    private static let amplitudeMin = 1e-14

    static let description = SeriesAlgorithmDescription(
        displayName: "Spectral residual",
        description: """
            What sticks out of a series' spectrum. No period, no training and no parameters that matter; for spikes and dips in \
            series of any shape, less for levels that stay changed.
            """,
        parameters: [
            .integer("spectrum_window", default: 3, 1...99, "Amplitudes whose logarithms are averaged."),
            .integer("score_window", default: 21, 2...1000, "Values whose saliency is averaged."),
            .integer("extension", default: 5, 0...100, "Estimated values that the series is continued by."),
        ],
        reference: "H. Ren et al.: Time-Series Anomaly Detection Service at Microsoft. KDD 2019.")
    static let usesPeriod = false

    let spectrumWindow: Int
    let scoreWindow: Int
    let extensionCount: Int

    init(_ parameters: ResolvedParameters) {
        spectrumWindow = parameters.integer("spectrum_window")
        scoreWindow = parameters.integer("score_window")
        extensionCount = parameters.integer("extension")
    }

    func analyze(_ values: [Double], period: Int?) async throws -> SeriesAnalysis {
        guard values.count <= SeriesLimits.transformPlacesMax else {
            throw DetectorError.precondition(
                "values",
                "\(values.count) of them; a spectral residual takes at most \(SeriesLimits.transformPlacesMax)")
        }
        let unit = values.reduce(0) { Swift.max($0, abs($1)) }
        guard unit > 0 else { return SeriesAnalysis(scores: values) }
        let map = saliency(continued(values.map { $0 / unit }))
        try Task.checkCancellation()
        let means = Self.trailingMeans(map, scoreWindow)
        // A map that is nothing but rounding has no peaks.
        let floor = 1e-12 * Swift.max(map.reduce(0, Swift.max), 1e-3)
        return SeriesAnalysis(scores: values.indices.map { (map[$0] - means[$0]) / Swift.max(means[$0], floor) })
    }

    /// The paper's equations 1 to 4.
    func saliency(_ values: [Double]) -> [Double] {
        var spectrum = FourierTransform.forward(.init(real: values))
        let amplitudes = zip(spectrum.real, spectrum.imaginary).map { ($0 * $0 + $1 * $1).squareRoot() }
        let smallest = Self.amplitudeMin * (amplitudes.max() ?? 0)
        let logarithms = amplitudes.map { $0 > smallest ? _log($0) : 0 }
        let means = Self.trailingMeans(logarithms, spectrumWindow)
        for index in amplitudes.indices {
            let scale = amplitudes[index] > smallest ? _exp(logarithms[index] - means[index]) / amplitudes[index] : 0
            spectrum.real[index] *= scale
            spectrum.imaginary[index] *= scale
        }
        let back = FourierTransform.inverse(spectrum)
        return zip(back.real, back.imaginary).map { ($0 * $0 + $1 * $1).squareRoot() }
    }

    /// The values and then the estimated ones, all of which are the first estimate.
    func continued(_ values: [Double]) -> [Double] {
        let last = values.count - 1
        let slopes = (1...Self.lookBack).map { (values[last] - values[last - $0]) / Double($0) }
        let slope = slopes.reduce(0, +) / Double(Self.lookBack)
        let estimate = values[values.count - Self.lookBack] + slope * Double(Self.lookBack)
        return values + [Double](repeating: estimate, count: extensionCount)
    }

    /// The mean of each value and up to `width` - 1 before it.
    static func trailingMeans(_ values: [Double], _ width: Int) -> [Double] {
        let sums = WindowSums(values, length: width)
        return values.indices.map { index in
            let first = Swift.max(0, index - width + 1)
            return sums.sum(first, index) / Double(index - first + 1)
        }
    }
}
