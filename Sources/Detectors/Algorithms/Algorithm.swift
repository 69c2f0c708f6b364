/// The algorithms there are, by the names that users write.
package enum Algorithm: String, CaseIterable, Sendable {
    case auto
    case isolationForest = "isolation_forest"
    case extendedIsolationForest = "extended_isolation_forest"
    case fairCutForest = "fair_cut_forest"
    case inne
    case ecod
    case copod
    case hbos
    case robustZ = "robust_z"
    case iqr
    case knn
    case lof
    case abod
    case cblof
    case pca
    case mcd
    case gmm
    case loda
    case ocsvm
    case ensemble

    /// What there is to know and do about each: a new algorithm is a case here, a line below, and its own folder.
    var definition: any DetectorAlgorithm.Type {
        switch self {
        case .auto: AutoAlgorithm.self
        case .isolationForest: IsolationForestAlgorithm.self
        case .extendedIsolationForest: ExtendedIsolationForestAlgorithm.self
        case .fairCutForest: FairCutForestAlgorithm.self
        case .inne: INNEAlgorithm.self
        case .ecod: ECODAlgorithm.self
        case .copod: COPODAlgorithm.self
        case .hbos: HBOSAlgorithm.self
        case .robustZ: RobustZAlgorithm.self
        case .iqr: IQRAlgorithm.self
        case .knn: KNNAlgorithm.self
        case .lof: LOFAlgorithm.self
        case .abod: ABODAlgorithm.self
        case .cblof: CBLOFAlgorithm.self
        case .pca: PCAAlgorithm.self
        case .mcd: MCDAlgorithm.self
        case .gmm: GMMAlgorithm.self
        case .loda: LODAAlgorithm.self
        case .ocsvm: OneClassSVMAlgorithm.self
        case .ensemble: EnsembleAlgorithm.self
        }
    }

    /// Fails for a name that is not one of them, and says which are.
    package init(named name: String) throws(DetectorError) {
        guard let algorithm = Algorithm(rawValue: name) else {
            let known = Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(
                "algorithm", name.isEmpty ? "is required: one of \(known)" : "\"\(name)\" is unknown; one of \(known)")
        }
        self = algorithm
    }

    package var description: AlgorithmDescription { definition.description }

    /// - Throws: an error that names `parameters.<name>` for one that is unknown, of the wrong type or out of range.
    func configured(_ parameters: [String: ParameterValue]) throws(DetectorError) -> any DetectorAlgorithm {
        try definition.init(description.resolve(parameters))
    }
}
