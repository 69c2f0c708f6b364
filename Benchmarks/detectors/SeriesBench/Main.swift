import Detectors
import FoundationEssentials
import Glibc

/// Scores for `nab.py`, and what a point costs.
///
/// - `BenchmarkSeries stream ALGORITHM FILE [name=value …]`: a score and a tail rank for each line of numbers.
/// - `BenchmarkSeries series ALGORITHM FILE [name=value …]`: a score for each.
///
/// Seconds of processor time and microseconds a point go to standard error.
@main struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3 else { return print("usage: stream|series ALGORITHM FILE [name=value …]") }
        let (mode, algorithm, file) = (arguments[1], arguments[2], arguments[3])
        var parameters: [String: ParameterValue] = [:]
        var seed: UInt64 = 0
        for argument in arguments.dropFirst(3) {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            if parts[0] == "seed" {
                seed = UInt64(parts[1]) ?? 0
            } else {
                parameters[parts[0]] = Double(parts[1]).map { .number($0) } ?? .text(parts[1])
            }
        }
        let rows = try points(file)
        var output = ""
        let start = clock()
        if mode == "stream" {
            var detector = try StreamDetector(
                StreamSpecification(
                    algorithm: StreamAlgorithm(named: algorithm), parameters: parameters,
                    features: rows[0].indices.map { "f\($0)" }, seed: seed, calibrationWindow: 65_536))
            var scores: [StreamScore] = []
            scores.reserveCapacity(rows.count)
            for row in rows { scores.append(try detector.update(row)) }
            report(clock() - start, rows.count)
            for score in scores { output += "\(score.score ?? 0) \(score.pValue ?? 1)\n" }
        } else {
            let detector = try SeriesDetector(algorithm: SeriesAlgorithm(named: algorithm), parameters: parameters)
            let result = try await detector.detect(in: Series(values: rows.map { $0[0] }))
            report(clock() - start, rows.count)
            for (score, isAnomaly) in zip(result.scores, result.isAnomaly) {
                output += "\(score) \(isAnomaly ? 1 : 0)\n"
            }
        }
        print(output, terminator: "")
    }

    private static func points(_ file: String) throws -> [[Double]] {
        try String(contentsOf: URL(filePath: file), encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: ",").map { Double($0) ?? .nan }
        }
    }

    private static func report(_ ticks: clock_t, _ count: Int) {
        let seconds = Double(ticks) / Double(CLOCKS_PER_SEC)
        let line = "\(seconds) s, \(seconds / Double(count) * 1e6) µs a point\n"
        FileDescriptorOutput.standardError(line)
    }
}

/// Standard error, without a whole Foundation for it.
enum FileDescriptorOutput {
    static func standardError(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = write(2, bytes.baseAddress, bytes.count) }
    }
}
