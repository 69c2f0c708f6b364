import DatasetBackend
import Glibc

/// Reads a file as uploads do and prints, for each round, its rows and the seconds of CPU that it took.
///
///     BenchmarkFiles columns|chunks FILE [ROUNDS]
///
/// `columns` parses to typed columns, as the peers do; `chunks` compresses and hashes them on top, which is all that an
/// upload does before it stores.
@main
enum FileBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard (3...4).contains(arguments.count), ["columns", "chunks"].contains(arguments[1]) else {
            print("usage: BenchmarkFiles columns|chunks FILE [ROUNDS]")
            exit(2)
        }
        for _ in 0..<(arguments.count == 4 ? Int(arguments[3]) ?? 1 : 3) {
            let start = clock()
            let rows = try read(arguments[2], into: InMemoryFile(packsChunks: arguments[1] == "chunks"))
            print("\(rows)\t\(Double(clock() - start) / Double(CLOCKS_PER_SEC))")
        }
    }

    private static func read(_ path: String, into file: InMemoryFile) throws -> Int64 {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { room.deallocate() }
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count <= 0 { break }
            try file.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
        let (accepted, rejected) = try file.finish()
        guard rejected == 0 else {
            print("\(rejected) rows were rejected")
            exit(1)
        }
        return accepted
    }
}
