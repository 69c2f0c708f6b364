/// The algorithms for whole series, by the names that users write.
package enum SeriesAlgorithm: String, CaseIterable, Sendable {
    case sHESD = "s_h_esd"
    case spectralResidual = "spectral_residual"
    case matrixProfile = "matrix_profile"
    case changePoints = "change_points"
    case slidingWindows = "sliding_windows"

    var method: any SeriesMethod.Type {
        switch self {
        case .sHESD: SHESD.self
        case .spectralResidual: SpectralResidual.self
        case .matrixProfile: MatrixProfileMethod.self
        case .changePoints: ChangePoints.self
        case .slidingWindows: SlidingWindowsMethod.self
        }
    }

    package var description: SeriesAlgorithmDescription { method.description }

    package init(named name: String) throws(DetectorError) {
        guard let algorithm = SeriesAlgorithm(rawValue: name) else {
            let known = SeriesAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("algorithm", "\"\(name)\" is unknown; one of \(known)")
        }
        self = algorithm
    }
}

/// What users read about an algorithm for series, and what its parameters are checked against.
package struct SeriesAlgorithmDescription: Sendable, Equatable {
    package var displayName: String
    package var description: String
    package var parameters: [ParameterDescription]
    package var reference: String
}
