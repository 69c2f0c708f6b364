import Testing

@testable import Detectors

@Suite struct OneClassSVMTests {
    @Test("with fewer rows than landmarks the scores are libsvm's", arguments: ["breastw", "ionosphere"])
    func exact(_ name: String) async throws {
        let scores = try await LinearReferenceTests.scores(.ocsvm, on: ReferenceSet(name))
        let expected = try LinearReferenceTests.column("OCSVM", of: name)
        let largest = expected.map(abs).max()!
        for (score, expected) in zip(scores, expected) { #expect(abs(score - expected) < 1e-4 * largest) }
    }

    @Test("a sample of the rows ranks them as all do")
    func sampled() async throws {
        let set = try ReferenceSet("breastw")
        let scores = try await LinearReferenceTests.scores(.ocsvm, ["landmarks": .number(300)], on: set)
        #expect(rankCorrelation(scores, try LinearReferenceTests.column("OCSVM", of: "breastw")) > 0.98)
    }

    /// Two points: whatever their distance, symmetry gives each half, and both lie on the boundary.
    @Test("two landmarks share the weight")
    func twoPoints() throws {
        for nu in [0.1, 0.5, 1] {
            let solution = try OneClassSolver(kernel: [1, 0.3, 0.3, 1], nu: nu).solved()
            #expect(zip(solution.weights, [0.5, 0.5]).allSatisfy { abs($0 - $1) < 1e-5 })
            #expect(abs(solution.weights.reduce(0, +) - 1) < 1e-12)
        }
        #expect(try abs(OneClassSolver(kernel: [1, 0.3, 0.3, 1], nu: 0.1).solved().offset - 0.65) < 1e-5)
    }

    @Test("a cancelled task stops within the kernel and within the solver")
    func cancellation() async {
        func cancelled(_ body: @escaping @Sendable () throws -> Void) async {
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try body()
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        await cancelled { _ = try GaussianKernel.matrix([1, 2, 3], width: 1, gamma: 1) }
        await cancelled { _ = try OneClassSolver(kernel: [1, 0.3, 0.3, 1], nu: 0.5).solved() }
    }

    @Test("at most a share of nu lies outside, and at least that share has a weight", arguments: [0.05, 0.2, 0.5])
    func nu(_ nu: Double) async throws {
        let table = try gaussian(rows: 300, columns: 2, seed: 1)
        var options = OneClassSVM.Options()
        options.nu = nu
        let svm = try await OneClassSVM.fit(trainingSet(table), options: options)
        let outside = svm.scores(table, 0..<300, .novel).filter { $0 > 1e-5 }.count
        #expect(Double(outside) <= nu * 300 + 1)
        #expect(Double(svm.weights.count) >= nu * 300 - 1)
    }

    @Test("far from all landmarks, the contributions still name the features that are off")
    func far() async throws {
        let table = try gaussian(rows: 100, columns: 3, seed: 2)
        let svm = try await OneClassSVM.fit(trainingSet(table), options: .init())
        let contributions = svm.attributions([0, 1e6, 0], .novel)
        #expect(contributions[1] > 1000 * contributions[0] && contributions.allSatisfy { $0.isFinite })
    }
}

/// Spearman's, of values without many ties.
private func rankCorrelation(_ one: [Double], _ other: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            ranks[index] = Double(rank) - Double(values.count - 1) / 2
        }
        return ranks
    }
    let (a, b) = (ranks(one), ranks(other))
    let squares = a.reduce(0) { $0 + $1 * $1 }
    return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / squares
}
