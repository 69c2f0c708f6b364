import Compression
import Testing

@Suite("gzip")
struct GzipTests {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var out: [UInt8] = []
        try bytes.withUnsafeBytes { try Gzip.compress($0) { out += $0 } }
        return out
    }

    static func decompressed(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        var out: [UInt8] = []
        try bytes.withUnsafeBytes { try Gzip.decompress($0, limit: limit) { out += $0 } }
        return out
    }

    @Test("what was compressed comes back", arguments: [0, 1, 17, 4_096, 65_536, 3_000_000])
    func roundTrip(count: Int) throws {
        let bytes = ZstdTests.sample(count: count)
        #expect(try Self.decompressed(Self.compressed(bytes), limit: count) == bytes)
    }

    @Test("what the gzip command has made is read")
    func foreign() throws {
        // printf 'hello hello hello' | gzip -n9
        let member: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40,
            0x90, 0x00, 0x80, 0x88, 0xf9, 0xe5, 0x11, 0x00, 0x00, 0x00,
        ]
        #expect(try Self.decompressed(member, limit: 100) == Array("hello hello hello".utf8))
    }

    @Test("members that follow one another are one content, and one limit holds for all")
    func members() throws {
        let both = try Self.compressed([1, 2, 3]) + Self.compressed([4, 5])
        #expect(try Self.decompressed(both, limit: 5) == [1, 2, 3, 4, 5])
        #expect(throws: GzipError.contentExceedsLimit(limitBytes: 4)) { try Self.decompressed(both, limit: 4) }
    }

    @Test("content at the limit is read, one byte more is refused", arguments: [0, 1, 32_767, 32_768, 1_000_000])
    func limit(count: Int) throws {
        let member = try Self.compressed([UInt8](repeating: 7, count: count))
        #expect(try Self.decompressed(member, limit: count).count == count)
        guard count > 0 else { return }
        #expect(throws: GzipError.contentExceedsLimit(limitBytes: count - 1)) {
            try Self.decompressed(member, limit: count - 1)
        }
    }

    @Test("a bomb is cut off at the limit, and no more is handed on")
    func bomb() throws {
        let bomb = try Self.compressed([UInt8](repeating: 0, count: 64 << 20))
        var emitted = 0
        #expect(throws: GzipError.contentExceedsLimit(limitBytes: 1_000_000)) {
            try bomb.withUnsafeBytes { try Gzip.decompress($0, limit: 1_000_000) { emitted += $0.count } }
        }
        #expect(emitted <= 1_000_000)
    }

    @Test("every truncation is an error")
    func truncation() throws {
        let member = try Self.compressed(ZstdTests.sample(count: 300))
        for end in 0..<member.count {
            #expect(throws: GzipError.truncated) { try Self.decompressed(Array(member[..<end]), limit: 300) }
        }
    }

    @Test("a flipped bit never yields other content")
    func damage() throws {
        let bytes = ZstdTests.sample(count: 2_000)
        let member = try Self.compressed(bytes)
        for index in member.indices {
            var damaged = member
            damaged[index] ^= 0x10
            if let content = try? Self.decompressed(damaged, limit: 10_000) { #expect(content == bytes) }
        }
    }

    @Test("bytes after the last member are refused")
    func trailing() throws {
        let member = try Self.compressed([1, 2, 3])
        #expect(throws: GzipError.self) { try Self.decompressed(member + [0], limit: 100) }
    }

    @Test("contexts are shared by many tasks, and a failure leaves nothing behind")
    func concurrent() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for seed in 0..<32 {
                group.addTask {
                    let bytes = ZstdTests.sample(count: 20_000 + seed, seed: UInt64(seed))
                    let member = try Self.compressed(bytes)
                    _ = try? Self.decompressed(member, limit: 10)
                    return try Self.decompressed(member, limit: bytes.count) == bytes
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
