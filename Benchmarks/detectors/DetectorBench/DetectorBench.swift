import Detectors

/// Fits one algorithm to a table of doubles and scores the same rows:
///
///     BenchmarkDetectors --data FILE --rows N --columns D --algorithm NAME [--set name=value]... [--seed 0] [--scores FILE] [--threads 1]
///
/// FILE holds the table column by column. Prints a line of JSON: CPU seconds of the fit and of scoring, wall-clock seconds of both, and
/// by how many MiB the peak of resident memory was above what the process had when it had read the table. `--calibrate` trains the
/// whole model, cross-fitted calibration included; `--leave-out` scores each row as though it had not been in the fit, where the
/// algorithm can do that. The scores go to `--scores`.
///
/// `--memory` trains the whole model, as services do, and prints what that took at most, the table included, beside what was stated
/// before.
@main struct DetectorBench {
    static func main() async throws {
        let options = try Options(CommandLine.arguments.dropFirst())
        if options.list {
            print("[\(Algorithm.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))]")
        } else {
            try await withTaskExecutorPreference(ThreadPool(threads: options.threads)) {
                options.memory ? try await measureMemory(options) : try await run(options)
            }
        }
    }

    private static func table(_ options: Options) throws -> DataTable {
        DataTable(
            try FeatureTable(
                names: (0..<options.columns).map { "f\($0)" }, rowCount: options.rows,
                columnMajor: Doubles.read(options.data, count: options.rows * options.columns)))
    }

    private static func specification(_ options: Options) throws -> DetectorSpecification {
        DetectorSpecification(
            algorithm: try Algorithm(named: options.algorithm), parameters: options.parameters, seed: options.seed)
    }

    private static func run(_ options: Options) async throws {
        let table = try table(options)
        let specification = try specification(options)
        ResidentMemory.forgetPeak()
        let memory = ResidentMemory.now
        let (start, wallStart) = (Clock.processorSeconds, Clock.wallSeconds)
        let model =
            options.calibrate
            ? try await TrainedModel.train(specification, on: table)
            : try await TrainedModel.fit(specification, on: table)
        let (fitted, wallFitted) = (Clock.processorSeconds, Clock.wallSeconds)
        let scores = try await model.scores(
            model.encode(table, basis: options.leaveOut ? .training(firstRow: 0) : .novel))
        let (scored, wallScored) = (Clock.processorSeconds, Clock.wallSeconds)
        print(
            """
            {"fit": \(fitted - start), "score": \(scored - fitted), "fit_wall": \(wallFitted - wallStart), \
            "score_wall": \(wallScored - wallFitted), "peak_mib": \(ResidentMemory.peak - memory)}
            """)
        if let path = options.scores { try Doubles.write(scores, to: path) }
    }

    private static func measureMemory(_ options: Options) async throws {
        let specification = try specification(options)
        let stated = try specification.trainingBytes(
            rows: options.rows, columns: TrainingColumns(numbers: options.columns),
            threads: options.threads)
        let memory = ResidentMemory.now
        let model = try await TrainedModel.train(specification, on: try table(options))
        print(
            """
            {"stated_mib": \(Double(stated) / 0x1p20), "measured_mib": \(ResidentMemory.peak - memory), \
            "model_mib": \(Double(model.byteCount) / 0x1p20)}
            """)
    }
}
