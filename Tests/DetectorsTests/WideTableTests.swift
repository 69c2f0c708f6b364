import Testing

@testable import Detectors

/// Parameters that a table of few columns allows, and one of more does not.
@Suite struct WideTableTests {
    /// At the limit, with the most columns that it allows.
    private static let widest: [(Algorithm, [String: Double], columns: Int, field: String)] = [
        (.gmm, ["n_components": 50], 200, "parameters.n_components"),
        (.inne, ["n_estimators": 1000, "max_samples": 250], 16, "parameters.max_samples"),
        (.extendedIsolationForest, ["trees": 125, "sample_size": 4096, "ndim": 1000], 4, "parameters.ndim"),
        (.fairCutForest, ["trees": 125, "sample_size": 4096, "ndim": 1000], 4, "parameters.ndim"),
    ]

    @Test("are refused by name before a training starts, with no work done for them", arguments: widest)
    func refused(_ algorithm: Algorithm, _ parameters: [String: Double], _ columns: Int, _ field: String) async throws {
        let specification = DetectorSpecification(
            algorithm: algorithm, parameters: parameters.mapValues { .number($0) })
        func check(_ columns: Int) throws(DetectorError) {
            try specification.checkMemory(rows: 1000, columns: .init(numbers: columns), threads: 2, bytesMax: .max)
        }
        #expect(throws: Never.self) { try check(columns) }
        let error = #expect(throws: DetectorError.self) { try check(columns + 1) }
        #expect(error?.kind == .failedPrecondition && error?.field == field)
        let table = try gaussian(rows: algorithm == .inne ? 400 : 10, columns: columns + 1, seed: 1)
        #expect(await fieldOfError { _ = try await TrainedModel.train(specification, on: table) } == field)
    }

    @Test("an ensemble is refused by what its member is")
    func ensemble() throws {
        let members: [DetectorSpecification.Member] = [.init(.pca), .init(.gmm, ["n_components": .number(50)])]
        let specification = DetectorSpecification(algorithm: .ensemble, members: members)
        func check(_ columns: Int) throws(DetectorError) {
            try specification.checkMemory(rows: 100, columns: .init(numbers: columns), threads: 2, bytesMax: .max)
        }
        #expect(throws: Never.self) { try check(200) }
        let error = #expect(throws: DetectorError.self) { try check(201) }
        #expect(error?.field == "members[1].parameters.n_components")
    }

    @Test("an algorithm that says nothing takes all columns that a table may have")
    func silent() {
        #expect(throws: Never.self) {
            try DetectorSpecification(algorithm: .pca).checkMemory(
                rows: 1000, columns: .init(numbers: DetectorLimits.featureColumnsMax), threads: 2, bytesMax: .max)
        }
    }
}
