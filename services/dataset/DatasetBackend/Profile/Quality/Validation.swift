internal import Messages
internal import RPC

/// A `ValidateDatasetRequest`, understood: which rules, and for which algorithm.
struct Validation: Sendable {
    let rules: [QualityRule]
    /// Whether the caller named the rules.
    private let isChosen: Bool
    let needs: AlgorithmNeeds?

    init(_ request: DatasetV1.ValidateDatasetRequest) throws(RPCError) {
        var rules: [QualityRule] = []
        for check in request.checks {
            guard let rule = QualityRule.named(check) else {
                throw .invalidArgument(
                    field: "checks",
                    "\"\(check.prefix(100))\" is unknown; there are \(QualityRule.all.map(\.id).joined(separator: ", "))"
                )
            }
            rules.append(rule)
        }
        isChosen = !rules.isEmpty
        self.rules = isChosen ? rules : QualityRule.all
        guard !request.forAlgorithm.isEmpty else {
            needs = nil
            return
        }
        guard let needs = AlgorithmNeeds.named(request.forAlgorithm) else {
            throw .invalidArgument(
                field: "for_algorithm",
                "\"\(request.forAlgorithm.prefix(100))\" is unknown; one of "
                    + AlgorithmNeeds.all.map(\.name).joined(separator: ", "))
        }
        self.needs = needs
    }

    func answer(_ facts: TableFacts) -> DatasetV1.ValidateDatasetResponse {
        var problems = rules.flatMap { rule in
            rule.find(facts).map {
                DatasetV1.ValidationProblem(rule: rule.id, column: $0.column, message: $0.message, error: $0.isError)
            }
        }
        problems += unchecked(facts)
        problems += (needs?.problems(of: facts) ?? []).map {
            DatasetV1.ValidationProblem(rule: $0.rule, column: $0.column, message: $0.message, error: $0.isError)
        }
        let cost = needs?.cost(of: facts)
        return DatasetV1.ValidateDatasetResponse(
            valid: !problems.contains(where: \.error), problems: problems,
            cost: cost.map { DatasetV1.CostEstimate(seconds: $0.seconds, memoryBytes: $0.bytes) })
    }

    /// Rules that were asked for by name and could not be followed without a profile.
    private func unchecked(_ facts: TableFacts) -> [DatasetV1.ValidationProblem] {
        guard isChosen, !facts.isProfiled else { return [] }
        return rules.filter(\.needsProfile).map {
            DatasetV1.ValidationProblem(
                rule: $0.id, message: "Not checked: it needs the dataset's profile, which ProfileDataset makes.")
        }
    }
}
