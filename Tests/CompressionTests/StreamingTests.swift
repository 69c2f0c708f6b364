import Compression
import Testing

/// Both streaming readers, held to the same promises.
@Suite("compressed streams")
struct StreamingTests {
    enum Format: CaseIterable {
        case gzip, zstd

        func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
            switch self {
            case .gzip: try GzipTests.compressed(bytes)
            case .zstd: try Zstd.compress(bytes)
            }
        }

        func limitError(_ limit: Int) -> any Error {
            switch self {
            case .gzip: GzipError.contentExceedsLimit(limitBytes: limit)
            case .zstd: ZstdError.contentExceedsLimit(limitBytes: limit)
            }
        }

        /// The content of `bytes`, given and taken in pieces.
        func read(_ bytes: [UInt8], inputPiece: Int = 1 << 20, outputPiece: Int = 1 << 16, limit: Int) throws -> [UInt8]
        {
            var content: [UInt8] = []
            try read(bytes, inputPiece: inputPiece, outputPiece: outputPiece, limit: limit) { content += $0 }
            return content
        }

        func read(
            _ bytes: [UInt8], inputPiece: Int, outputPiece: Int, limit: Int, emit: (UnsafeRawBufferPointer) -> Void
        ) throws {
            switch self {
            case .gzip:
                let reader = try GzipReader(limit: limit)
                try pump(bytes, inputPiece, outputPiece, emit) { try reader.read($0, from: &$1, into: $2) }
                try reader.finish()
            case .zstd:
                let reader = try ZstdReader(limit: limit)
                try pump(bytes, inputPiece, outputPiece, emit) { try reader.read($0, from: &$1, into: $2) }
                try reader.finish()
            }
        }

        private func pump(
            _ bytes: [UInt8], _ inputPiece: Int, _ outputPiece: Int, _ emit: (UnsafeRawBufferPointer) -> Void,
            read: (UnsafeRawBufferPointer, inout Int, UnsafeMutableRawBufferPointer) throws -> Int
        ) throws {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: outputPiece, alignment: 1)
            defer { room.deallocate() }
            for start in stride(from: 0, to: bytes.count, by: inputPiece) {
                try bytes[start..<min(start + inputPiece, bytes.count)].withUnsafeBytes { piece in
                    var position = 0
                    while true {
                        let count = try read(piece, &position, room)
                        emit(UnsafeRawBufferPointer(rebasing: room[..<count]))
                        if count < room.count { break }
                    }
                    #expect(position == piece.count)
                }
            }
        }
    }

    @Test("how the input and the output are cut does not matter", arguments: Format.allCases)
    func pieces(format: Format) throws {
        let parts = [
            ZstdTests.sample(count: 3000), [], ZstdTests.sample(count: 1, seed: 2), ZstdTests.sample(count: 500),
        ]
        let bytes = try parts.flatMap { try format.compressed($0) }
        let content = parts.flatMap { $0 }
        for inputPiece in [1, 2, 3, 7, 64, 1 << 20] {
            for outputPiece in [1, 2, 31, 3000, 1 << 16] {
                let read = try format.read(
                    bytes, inputPiece: inputPiece, outputPiece: outputPiece, limit: content.count)
                #expect(read == content, "\(inputPiece), \(outputPiece)")
            }
        }
    }

    @Test(
        "content at the limit is read, one byte more is refused, in one part or in several", arguments: Format.allCases)
    func limit(format: Format) throws {
        let one = try format.compressed([UInt8](repeating: 7, count: 100_000))
        for bytes in [one + one, try format.compressed([UInt8](repeating: 7, count: 200_000))] {
            #expect(try format.read(bytes, limit: 200_000).count == 200_000)
            #expect {
                try format.read(bytes, limit: 199_999)
            } throws: {
                "\($0)" == "\(format.limitError(199_999))"
            }
        }
    }

    @Test("of a bomb no more than the limit and one piece is ever made", arguments: Format.allCases)
    func bomb(format: Format) throws {
        let bomb = try format.compressed([UInt8](repeating: 0, count: 64 << 20))
        var made = 0
        #expect(throws: (any Error).self) {
            try format.read(bomb, inputPiece: 1 << 20, outputPiece: 1 << 16, limit: 1 << 20) { made += $0.count }
        }
        #expect(made <= 1 << 20)
    }

    @Test("every truncation is an error, nothing at all among them", arguments: Format.allCases)
    func truncation(format: Format) throws {
        let bytes = try format.compressed(ZstdTests.sample(count: 300))
        for end in 0..<bytes.count {
            #expect {
                try format.read(Array(bytes[..<end]), inputPiece: 5, limit: 300)
            } throws: {
                "\($0)".contains("end too early")
            }
        }
    }

    @Test("a flipped bit never yields other content", arguments: Format.allCases)
    func damage(format: Format) throws {
        let content = ZstdTests.sample(count: 2_000)
        let bytes = try format.compressed(content)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x10
            if let read = try? format.read(damaged, limit: 10_000) { #expect(read == content || read.isEmpty) }
        }
    }

    @Test("bytes after the end are refused, wherever the input is cut", arguments: Format.allCases)
    func trailing(format: Format) throws {
        let bytes = try format.compressed([1, 2, 3])
        for tail in [[0], [0x28, 0xB5, 0], [0x1F, 0], Array("a,b\n".utf8)] as [[UInt8]] {
            for inputPiece in [1, 2, bytes.count, 1 << 20] {
                #expect {
                    try format.read(bytes + tail, inputPiece: inputPiece, limit: 100)
                } throws: {
                    "\($0)".contains("bytes follow")
                }
            }
        }
    }

    @Test("skippable frames are skipped")
    func skippable() throws {
        let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9]
        let frame = try Zstd.compress([1, 2, 3])
        let bytes = skippable + frame + skippable + frame + skippable
        for inputPiece in [1, 3, 1 << 20] {
            #expect(try Format.zstd.read(bytes, inputPiece: inputPiece, limit: 6) == [1, 2, 3, 1, 2, 3])
        }
        #expect(throws: ZstdError.truncated) { try Format.zstd.read(bytes.dropLast(1) + [], limit: 6) }
    }

    @Test("a window at the limit is taken, a larger one is refused before it is made room for")
    func window() throws {
        // No content size; 1 << (10 + exponent) bytes of window; one empty last block.
        func frame(exponent: UInt8) -> [UInt8] { [0x28, 0xB5, 0x2F, 0xFD, 0x00, exponent << 3, 0x01, 0x00, 0x00] }
        #expect(try Format.zstd.read(frame(exponent: 13), limit: 0) == [])
        #expect(throws: ZstdError.windowTooLarge(limitBytes: 8 << 20)) {
            try Format.zstd.read(frame(exponent: 14), limit: 0)
        }
    }

    @Test(
        "frames that the library takes or refuses by how they are cut are damaged however they are",
        arguments: [
            // 256 bytes of content, and one last block without any.
            [0x28, 0xB5, 0x2F, 0xFD, 0x60, 0x00, 0x00, 0x01, 0x00, 0x00],
            // No content, in a window without a byte, and a block of two bytes.
            [0x28, 0xB5, 0x2F, 0xFD, 0x31, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00],
        ] as [[UInt8]])
    func inconsistent(frame: [UInt8]) throws {
        for inputPiece in [1, 3, 9, 15] {
            #expect {
                try Format.zstd.read(frame, inputPiece: inputPiece, outputPiece: 512, limit: 1000)
            } throws: {
                if case .corrupt = $0 as? ZstdError { true } else { false }
            }
        }
    }

    @Test(
        "the formats from before the RFC are not zstd, at the front or later",
        arguments: 0x24...0x27 as ClosedRange<UInt8>)
    func legacy(first: UInt8) throws {
        let frame: [UInt8] = [first, 0xB5, 0x2F, 0xFD, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]
        #expect(throws: ZstdError.corrupt("not zstd")) { try Format.zstd.read(frame, inputPiece: 1, limit: 10) }
        #expect(throws: ZstdError.trailingBytes) {
            try Format.zstd.read(Zstd.compress([1]) + frame, inputPiece: 1, limit: 10)
        }
    }
}
