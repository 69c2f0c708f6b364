internal import Messages

/// Members that a user names. Each sees all rows, with random numbers of its own.
struct EnsembleAlgorithm: DetectorAlgorithm {
    static let description = AlgorithmDescription(
        algorithm: .ensemble, displayName: "Ensemble",
        description: """
            The algorithms that the detector's members name, each with its own parameters and weight, and one view of a row from theirs: \
            the mean, the largest or the median of how unlikely they find it.
            """,
        parameters: [], supportsMissing: true, embedsTrainingData: true, explanation: "members",
        reference: """
            H.-P. Kriegel, P. Kröger, E. Schubert, A. Zimek: Interpreting and Unifying Outlier Scores. SDM 2011. C. C. Aggarwal, \
            S. Sathe: Theoretical Foundations and Algorithms for Outlier Ensembles. SIGKDD Explorations 17 (2015).
            """)
    static let calibration = Calibration.Method.crossFit

    struct Member {
        let algorithm: Algorithm
        let configured: any DetectorAlgorithm
        let weight: Double
        /// It is fitted to a sample of so many rows, or of so many values, where there are more.
        let rowsMax: Int
        let valuesMax: Int

        init(
            _ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], weight: Double = 1,
            rowsMax: Int = .max, valuesMax: Int = .max
        ) throws(DetectorError) {
            self.algorithm = algorithm
            self.weight = weight
            self.rowsMax = rowsMax
            self.valuesMax = valuesMax
            configured = try algorithm.configured(parameters)
        }

        func rowsMax(columns: Int) -> Int { Swift.min(rowsMax, valuesMax / columns) }
    }

    private let members: [Member]
    private let combiner: Combiner

    init(members: [Member], combiner: Combiner) {
        self.members = members
        self.combiner = combiner
    }

    /// Parameters can't say what its members are.
    init(_ parameters: ResolvedParameters) throws(DetectorError) { try self.init([], .mean) }

    /// - Throws: an error that names the field below `members[i]`.
    init(_ given: [DetectorSpecification.Member], _ combiner: Combiner) throws(DetectorError) {
        guard (1...Ensemble.membersMax).contains(given.count) else {
            throw .invalid("members", "an ensemble has 1 to \(Ensemble.membersMax) members, not \(given.count)")
        }
        var members: [Member] = []
        for (index, member) in given.enumerated() {
            members.append(try Member(member, field: "members[\(index)]", combiner))
        }
        self.init(members: members, combiner: combiner)
    }

    func check(_ size: FitSize) throws(DetectorError) {
        for (index, member) in members.enumerated() {
            do throws(DetectorError) {
                try member.configured.check(size)
            } catch {
                throw .precondition("members[\(index)].\(error.field)", error.message)
            }
        }
    }

    /// The members are fitted one after the other.
    func memory(_ size: FitSize) -> FitMemory {
        let all = members.map { member in
            let rows = Swift.min(size.rows, member.rowsMax(columns: size.columns))
            return member.configured.memory(FitSize(rows: rows, columns: size.columns, threads: size.threads))
        }
        let scores = 2 * 8 * TailScale.scoresMax
        return FitMemory(
            kept: all.reduce(0) { $0 + $1.kept + scores },
            work: (all.map(\.work).max() ?? 0) + 4 * size.rows + 8 * TailScale.scoresMax * size.columns)
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        var fitted: [Ensemble.Member] = []
        for (number, member) in members.enumerated() {
            try Task.checkCancellation()
            let rows = training.selecting(
                training.rows(atMost: member.rowsMax(columns: training.table.columnCount), draw: 4))
            let own = rows.reseeded(UInt64(number + 1))
            let fit = try await member.configured.fit(own)
            let scale = Ensemble.scale(of: fit, member.algorithm.definition.calibration, own)
            fitted.append(
                Ensemble.Member(algorithm: member.algorithm, fit: fit, scale: scale, weight: member.weight))
        }
        return Ensemble(members: fitted, combiner: combiner)
    }

    static func read(
        _ fit: DetectionV1.SnapshotFit.Fit, _ features: [FeatureProfile]
    ) throws(DetectorError) -> (any FittedDetector)? {
        guard case .ensemble(let message) = fit else { return nil }
        return try Ensemble(message, features)
    }
}

extension EnsembleAlgorithm.Member {
    fileprivate init(
        _ given: DetectorSpecification.Member, field: String, _ combiner: Combiner
    ) throws(DetectorError) {
        guard given.algorithm.isMember else {
            throw .invalid("\(field).algorithm", "\(given.algorithm.rawValue) can't be a member of an ensemble")
        }
        guard given.weight > 0, given.weight <= Ensemble.weightMax else {
            throw .invalid(
                "\(field).weight", "must lie above 0 and be at most \(Ensemble.weightMax), not \(given.weight)")
        }
        guard combiner == .mean || given.weight == 1 else {
            throw .invalid("\(field).weight", "the combiner \(combiner.rawValue) takes no weights")
        }
        do {
            try self.init(given.algorithm, given.parameters, weight: given.weight)
        } catch {
            throw .invalid("\(field).\(error.field)", error.message)
        }
    }
}

extension Algorithm {
    /// Whether an ensemble may hold it: not one that is an ensemble itself.
    var isMember: Bool { self != .auto && self != .ensemble }
}
