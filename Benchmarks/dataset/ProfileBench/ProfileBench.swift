import DatasetBackend
import FoundationEssentials
import Glibc
import Messages
import Protobuf

/// Profiles a file of doubles, column after column: `BenchmarkProfile FILE ROWS COLUMNS ROUNDS [WORKERS]`. Prints the
/// CPU seconds of each round, and at the end what it found out about the first column.
@main
enum ProfileBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5, let rows = Int(arguments[2]), let columns = Int(arguments[3]),
            let rounds = Int(arguments[4])
        else { throw Misused() }
        let workers = arguments.count > 5 ? Int(arguments[5]) ?? 1 : 1
        let table = InMemoryTable(try read(arguments[1], rows, columns))
        var last: [UInt8] = []
        for _ in 0..<rounds {
            let start = cpuSeconds()
            last = try await table.profile(workers: workers)
            print(cpuSeconds() - start)
        }
        let profile = try DatasetV1.DatasetProfile(serialized: last)
        guard let first = profile.columns.first, let numbers = first.numbers else { return }
        print("mean", numbers.mean, "deviation", numbers.standardDeviation, "median", numbers.quantiles[3].value)
        print("distinct", first.distinctEstimate, "duplicates", profile.duplicateRowsEstimate)
        print("correlations", profile.correlations.map { "\($0.column) \($0.other) \($0.coefficient)" })
    }

    struct Misused: Error {}

    /// Of all threads of this process: a busy machine disturbs it less than a clock on the wall.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func read(_ path: String, _ rows: Int, _ columns: Int) throws -> [[Double]] {
        let data = try Data(contentsOf: URL(filePath: path))
        guard data.count == rows * columns * 8 else { throw Misused() }
        return data.withUnsafeBytes { bytes in
            (0..<columns).map { column in
                (0..<rows).map { bytes.loadUnaligned(fromByteOffset: (column * rows + $0) * 8, as: Double.self) }
            }
        }
    }
}
