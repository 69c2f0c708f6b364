import Detectors

/// Fits one algorithm to a table of doubles and scores the same rows, on one thread:
///
///     BenchmarkDetectors --data FILE --rows N --columns D --algorithm NAME [--set name=value]... [--seed 0] [--scores FILE]
///
/// FILE holds the table column by column. Prints a line of JSON: CPU seconds of the fit and of scoring, and by how many MiB
/// the peak of resident memory rose. `--calibrate` trains the whole model, cross-fitted calibration included; `--leave-out` scores each
/// row as though it had not been in the fit, where the algorithm can do that. The scores go to `--scores`.
@main struct DetectorBench {
    static func main() async throws {
        let options = try Options(CommandLine.arguments.dropFirst())
        if options.list {
            print("[\(Algorithm.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))]")
        } else {
            try await withTaskExecutorPreference(OneThread()) { try await run(options) }
        }
    }

    private static func run(_ options: Options) async throws {
        let table = DataTable(
            try FeatureTable(
                names: (0..<options.columns).map { "f\($0)" }, rowCount: options.rows,
                columnMajor: Doubles.read(options.data, count: options.rows * options.columns)))
        let specification = DetectorSpecification(
            algorithm: try Algorithm(named: options.algorithm), parameters: options.parameters, seed: options.seed)
        let before = Clock.peakMebibytes
        let start = Clock.processorSeconds
        let model =
            options.calibrate
            ? try await TrainedModel.train(specification, on: table)
            : try await TrainedModel.fit(specification, on: table)
        let fitted = Clock.processorSeconds
        let scores = try await model.scores(
            model.encode(table, basis: options.leaveOut ? .training(firstRow: 0) : .novel))
        let scored = Clock.processorSeconds
        print(
            """
            {"fit": \(fitted - start), "score": \(scored - fitted), "peak_mib": \(Clock.peakMebibytes - before)}
            """)
        if let path = options.scores { try Doubles.write(scores, to: path) }
    }
}
