import Glibc

@testable import DatasetBackend

/// Reads a CSV file as uploads do and prints, for each of three rounds, its rows and the seconds of CPU that it took.
///
///     BenchmarkCSV columns|chunks FILE
///
/// `columns` parses to typed columns, as the peers do; `chunks` compresses and hashes them on top, which is all that an
/// upload does before it stores.
@main
enum CSVBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, ["columns", "chunks"].contains(arguments[1]) else {
            print("usage: BenchmarkCSV columns|chunks FILE")
            exit(2)
        }
        for _ in 0..<3 {
            let start = clock()
            let rows = try run(arguments[2], packsChunks: arguments[1] == "chunks")
            print("\(rows)\t\(Double(clock() - start) / Double(CLOCKS_PER_SEC))")
        }
    }

    private static func run(_ path: String, packsChunks: Bool) throws -> Int {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { room.deallocate() }
        let file = FilePipeline(
            FileSpec(), ingest: IngestSpec(), limits: FormatLimits(contentBytesMax: 4 << 30),
            ingestLimits: IngestLimits(packsChunks: packsChunks))
        while true {
            let count = read(descriptor, room.baseAddress, room.count)
            if count <= 0 { break }
            let piece = UnsafeRawBufferPointer(rebasing: room[..<count])
            var position = 0
            while try !file.read(piece, from: &position).needsMore {}
        }
        let summary = try file.finish().summary
        guard summary.rejectedRows == 0 else {
            print("\(summary.rejectedRows) rows were rejected, the first: \(summary.rejects[0])")
            exit(1)
        }
        return Int(summary.acceptedRows)
    }
}
