import Testing

@testable import Detectors

@Suite struct MemoryTests {
    @Test("what a model takes is at most what was stated before it was fitted", arguments: Algorithm.allCases)
    func stated(_ algorithm: Algorithm) async throws {
        for (rows, columns) in [(300, 3), (40, 20)] {
            let specification = DetectorSpecification(algorithm: algorithm, members: algorithm.members)
            let model = try await TrainedModel.train(specification, on: gaussian(rows: rows, columns: columns, seed: 1))
            let memory = try DetectorSpecification(algorithm: algorithm, members: algorithm.members).configured()
                .memory(FitSize(rows: rows, columns: columns, threads: 1))
            for fit in [model.full] + model.folds { #expect(fit.byteCount > 0 && fit.byteCount <= memory.kept) }
            let read = try TrainedModel(snapshot: model.snapshot())
            #expect(read.byteCount == model.byteCount)
        }
    }

    @Test(
        "a training that takes as much as is allowed is taken, one byte less is refused", arguments: Algorithm.allCases)
    func limit(_ algorithm: Algorithm) throws {
        let specification = DetectorSpecification(algorithm: algorithm, members: algorithm.members)
        let needed = try specification.trainingBytes(rows: 100_000, columns: .init(numbers: 10), threads: 2)
        #expect(needed > 8 * 100_000 * 10)
        #expect(throws: Never.self) {
            try specification.checkMemory(rows: 100_000, columns: .init(numbers: 10), threads: 2, bytesMax: needed)
        }
        let error = #expect(throws: DetectorError.self) {
            try specification.checkMemory(rows: 100_000, columns: .init(numbers: 10), threads: 2, bytesMax: needed - 1)
        }
        #expect(error?.kind == .failedPrecondition && error?.message.contains("TRAINING_BYTES_MAX") == true)
        #expect(error?.message.contains("\(needed >> 20) MiB") == true)
    }

    /// What algorithms hold training rows for many fits, or none of them, must not be weighed as if one fit held all.
    @Test(
        "large tables are taken within the service's limit of a gibibyte",
        arguments: [(Algorithm.auto, 100_000, 300), (.cblof, 2_000_000, 10), (.knn, 400_000, 10), (.abod, 400_000, 10)])
    func largeTables(_ algorithm: Algorithm, _ rows: Int, _ columns: Int) throws {
        let needed = try DetectorSpecification(algorithm: algorithm).trainingBytes(
            rows: rows, columns: .init(numbers: columns), threads: 2)
        #expect(needed < 1 << 30)
        // A kNN holds all of these rows.
        #expect(algorithm != .knn || needed > 2 * 8 * rows * columns)
    }

    @Test("more rows, columns or threads never take less", arguments: Algorithm.allCases)
    func grows(_ algorithm: Algorithm) throws {
        let specification = DetectorSpecification(algorithm: algorithm, members: algorithm.members)
        var last = 0
        for (rows, columns, threads) in [(10, 1, 1), (1000, 1, 1), (1000, 10, 1), (1000, 10, 8), (1_000_000, 10, 8)] {
            let needed = try specification.trainingBytes(rows: rows, columns: .init(numbers: columns), threads: threads)
            #expect(needed >= last)
            last = needed
        }
    }

    @Test("more trees are more memory")
    func parameters() throws {
        func kept(trees: Double) throws -> Int {
            let algorithm = try Algorithm.isolationForest.configured(["trees": .number(trees)])
            return algorithm.memory(FitSize(rows: 1000, columns: 2, threads: 1)).kept
        }
        let (less, more) = (try kept(trees: 10), try kept(trees: 1000))
        #expect(more > 50 * less)
    }
}
