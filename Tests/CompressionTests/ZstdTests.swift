import Compression
import Testing

@Suite("zstd")
struct ZstdTests {
    /// Bytes that compress somewhat, from a seeded generator.
    static func sample(count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 60)
        }
    }

    @Test("what was compressed comes back", arguments: [0, 1, 17, 4_096, 65_536, 3_000_000])
    func roundTrip(count: Int) throws {
        let bytes = Self.sample(count: count)
        let frame = try Zstd.compress(bytes)
        #expect(try Zstd.decompress(frame, limit: count) == bytes)
    }

    @Test("a slice is read as it is")
    func slices() throws {
        let bytes = Self.sample(count: 10_000)
        let frame = try Zstd.compress(bytes[100..<9_000])
        #expect(try Zstd.decompress(([0] + frame)[1...], limit: 10_000) == Array(bytes[100..<9_000]))
    }

    @Test("equal bytes give equal frames, whatever the context compressed before")
    func deterministic() throws {
        let bytes = Self.sample(count: 50_000)
        let first = try Zstd.compress(bytes)
        _ = try Zstd.compress(Self.sample(count: 70_000, seed: 9))
        #expect(try Zstd.compress(bytes) == first)
    }

    @Test("content at the limit is read, one byte more is refused")
    func limit() throws {
        let frame = try Zstd.compress([UInt8](repeating: 7, count: 1_000_000))
        #expect(try Zstd.decompress(frame, limit: 1_000_000).count == 1_000_000)
        #expect(throws: ZstdError.contentExceedsLimit(limitBytes: 999_999)) {
            try Zstd.decompress(frame, limit: 999_999)
        }
    }

    /// A frame made by hand: no content size, one RLE block that unfolds to `count` bytes, no checksum.
    static func unsizedFrame(blocks: Int, count: Int) -> [UInt8] {
        var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58]
        for block in 0..<blocks {
            let header = UInt32(count) << 3 | 1 << 1 | (block == blocks - 1 ? 1 : 0)
            frame += [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16 & 0xFF), 0x41]
        }
        return frame
    }

    @Test("a frame that hides its size is cut off at the limit")
    func bomb() throws {
        let frame = Self.unsizedFrame(blocks: 10, count: 100_000)
        #expect(try Zstd.decompress(frame, limit: 1_000_000) == [UInt8](repeating: 0x41, count: 1_000_000))
        #expect(throws: ZstdError.contentExceedsLimit(limitBytes: 999_999)) {
            try Zstd.decompress(frame, limit: 999_999)
        }
    }

    @Test("every truncation is an error")
    func truncation() throws {
        let frame = try Zstd.compress(Self.sample(count: 300))
        for end in 0..<frame.count {
            #expect(throws: ZstdError.self) { try Zstd.decompress(frame[..<end], limit: 300) }
        }
    }

    @Test("a flipped bit never yields other content")
    func damage() throws {
        let bytes = Self.sample(count: 2_000)
        let frame = try Zstd.compress(bytes)
        for index in frame.indices {
            var damaged = frame
            damaged[index] ^= 0x10
            if let content = try? Zstd.decompress(damaged, limit: 10_000) { #expect(content == bytes) }
        }
    }

    @Test("bytes after the frame are refused")
    func trailing() throws {
        let frame = try Zstd.compress([1, 2, 3])
        #expect(throws: ZstdError.trailingBytes) { try Zstd.decompress(frame + [0], limit: 100) }
    }

    @Test("contexts are shared by many tasks")
    func concurrent() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for seed in 0..<32 {
                group.addTask {
                    let bytes = Self.sample(count: 20_000 + seed, seed: UInt64(seed))
                    return try Zstd.decompress(Zstd.compress(bytes), limit: bytes.count) == bytes
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
