import Testing

/// Python's grpcio calls our server.
@Suite struct GrpcioClientTests {
    /// The checks are functions in Python/standard_checks.py and Python/echo_checks.py.
    @Test(arguments: try await CheckOutcome.all())
    func `a check of grpcio's passes`(outcome: CheckOutcome) {
        if let trouble = outcome.trouble { Issue.record("\(outcome.testDescription):\n\(trouble)") }
    }
}
