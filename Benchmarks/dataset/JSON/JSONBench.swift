import Glibc

@testable import DatasetBackend

/// Reads a JSON file as uploads do and prints, for each of five rounds, the seconds of CPU that it took.
///
///     BenchmarkJSON records|chunks FILE
///
/// `records` cuts the file into fields and finds their columns; `chunks` is all that an upload does before it stores:
/// telling the format, typed columns, their compression and hashes.
@main
enum JSONBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let mode = Mode(rawValue: arguments[1]) else {
            print("usage: BenchmarkJSON records|chunks FILE")
            exit(2)
        }
        for _ in 0..<5 {
            let start = clock()
            let rows = try mode.run(File(arguments[2]))
            print("\(rows)\t\(Double(clock() - start) / Double(CLOCKS_PER_SEC))")
        }
    }
}

private enum Mode: String {
    case records, chunks

    func run(_ file: borrowing File) throws -> Int {
        switch self {
        case .records: try Self.records(file)
        case .chunks: try Self.chunks(file)
        }
    }

    private static func records(_ file: borrowing File) throws -> Int {
        let limits = JSONLimits(
            recordBytesMax: 1 << 20, fieldBytesMax: 64 << 10, columnsMax: 1000, columnNameBytesMax: 200, depthMax: 64)
        var reader = JSONReader(isArray: false, limits: limits, textBytesMax: 200)
        var rows = 0
        while let piece = file.next() {
            var position = 0
            while try reader.next(in: piece.assumingMemoryBound(to: UInt8.self), from: &position) { rows += 1 }
        }
        while try reader.nextAtEnd() { rows += 1 }
        return rows
    }

    private static func chunks(_ file: borrowing File) throws -> Int {
        let pipeline = FilePipeline(FileSpec(), ingest: IngestSpec())
        while let piece = file.next() {
            var position = 0
            while try !pipeline.read(piece, from: &position).needsMore {}
        }
        return Int(try pipeline.finish().summary.acceptedRows)
    }
}

/// A file in pieces of 256 KiB.
private struct File: ~Copyable {
    private let descriptor: Int32
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    init(_ path: String) {
        descriptor = open(path, O_RDONLY)
    }

    deinit {
        close(descriptor)
        room.deallocate()
    }

    func next() -> UnsafeRawBufferPointer? {
        let count = read(descriptor, room.baseAddress, room.count)
        return count > 0 ? UnsafeRawBufferPointer(rebasing: room[..<count]) : nil
    }
}
