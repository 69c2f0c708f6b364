import FoundationEssentials
import Messages
import NIOCore
import RPC
import Synchronization
import TestKit
import Testing

@testable import DatasetBackend

/// What an upload holds does not grow with the file.
@Suite("Bounded memory")
struct BoundedMemoryTests {
    /// Half a megabyte of rows: numbers of two spellings, integers and text.
    static let piece: String = {
        var generator = SeededGenerator(seed: 11)
        var text = ""
        while text.utf8.count < 512 << 10 {
            let number = Double.random(in: -1000...1000, using: &generator)
            let cents = Int.random(in: 0..<1_000_000, using: &generator)
            let note = String(repeating: "measured at the mill ", count: 40)
            text += "\(number),\(cents / 100).\(cents % 100),\(cents),\(note)\(cents % 5)\n"
        }
        return text
    }()

    /// `PYNOMALY_LARGE_UPLOAD_MB=1000` tries the largest upload that is allowed; that takes some minutes.
    static let megabytes = ProcessInfo.processInfo.environment["PYNOMALY_LARGE_UPLOAD_MB"].flatMap { Int($0) } ?? 200

    @Test("200 MB go through a fixed amount of memory")
    func largeUpload() async throws {
        let size = Self.megabytes << 20
        try await TestService.with { service in
            let file = GeneratedFile(header: "a,b,c,d\n", piece: Self.piece, size: size)
            let memory = MemoryProbe(file)
            let response = try await service.handlers.uploadDataset(
                RequestStream(source: memory), context: service.context())
            #expect(try #require(response.dataset).byteSize >= Int64(size) - 1 << 20)
            #expect(response.rejectReport?.rejectedRows == 0)
            let chunks = try await service.base.count("(SELECT DISTINCT chunk_index FROM chunks) c")
            #expect(chunks >= 4)
            #expect(memory.growthMegabytes < 100, "grew by \(memory.growthMegabytes) MB")
        }
    }
}

/// Passes messages on and watches this process's resident memory meanwhile.
final class MemoryProbe: MessageSource {
    private let source: any MessageSource
    private let first: Int
    private let peak: Atomic<Int>

    init(_ source: any MessageSource) {
        self.source = source
        first = Self.residentMegabytes()
        peak = Atomic(first)
    }

    var growthMegabytes: Int { peak.load(ordering: .relaxed) - first }

    func next() async throws(RPCError) -> ByteBuffer? {
        peak.max(Self.residentMegabytes(), ordering: .relaxed)
        return try await source.next()
    }

    private static func residentMegabytes() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
        else { return 0 }
        return kilobytes >> 10
    }
}
