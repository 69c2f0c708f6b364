import Compression

/// Bytes that claim to be gzip or zstd, read piece by piece.
enum CompressedTarget {
    private static let limit = 1 << 20

    static func run(_ input: FuzzInput) {
        var input = input
        let isGzip = input.flag()
        let inputPiece = input.number(below: 64) + 1
        let outputPiece = (input.number(below: 64) + 1) * 16
        var bytes = input.remaining()
        // Few inputs would find the magic numbers by themselves.
        bytes.insert(contentsOf: isGzip ? [0x1F, 0x8B, 8] : [0x28, 0xB5, 0x2F, 0xFD], at: 0)
        let whole = read(bytes, isGzip: isGzip, inputPiece: bytes.count, outputPiece: 1 << 16)
        let cut = read(bytes, isGzip: isGzip, inputPiece: inputPiece, outputPiece: outputPiece)
        require((whole == nil) == (cut == nil), "how the input is cut decides whether it can be read")
        require(whole == cut, "how the input is cut decides what it means")
        require(whole?.count ?? 0 <= limit, "more than the limit")
    }

    /// The content; nil if there is none, or it is wrong.
    private static func read(_ bytes: [UInt8], isGzip: Bool, inputPiece: Int, outputPiece: Int) -> [UInt8]? {
        do {
            if isGzip {
                let reader = try GzipReader(limit: limit)
                let content = try pump(bytes, inputPiece, outputPiece) { try reader.read($0, from: &$1, into: $2) }
                try reader.finish()
                return content
            }
            let reader = try ZstdReader(limit: limit)
            let content = try pump(bytes, inputPiece, outputPiece) { try reader.read($0, from: &$1, into: $2) }
            try reader.finish()
            return content
        } catch {
            return nil
        }
    }

    private static func pump(
        _ bytes: [UInt8], _ inputPiece: Int, _ outputPiece: Int,
        _ read: (UnsafeRawBufferPointer, inout Int, UnsafeMutableRawBufferPointer) throws -> Int
    ) throws -> [UInt8] {
        var content: [UInt8] = []
        var room = [UInt8](repeating: 0, count: outputPiece)
        for start in stride(from: 0, to: bytes.count, by: inputPiece) {
            // An array of its own, so that a read past its end is seen.
            let piece = Array(bytes[start..<min(start + inputPiece, bytes.count)])
            var position = 0
            while true {
                let count = try piece.withUnsafeBytes { piece in
                    try room.withUnsafeMutableBytes { try read(piece, &position, $0) }
                }
                content += room[..<count]
                if count < room.count { break }
            }
            require(position == piece.count, "input was left")
        }
        return content
    }
}
