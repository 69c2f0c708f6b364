internal import Compression

/// The content of a file, piece by piece, whichever way it is compressed.
enum Decompressor {
    case none
    case gzip(GzipReader)
    case zstd(ZstdReader)

    init(_ compression: FileCompression, limits: FormatLimits) throws(FormatError) {
        do {
            switch compression {
            case .none: self = .none
            case .gzip: self = .gzip(try GzipReader(limit: limits.contentBytesMax))
            case .zstd: self = .zstd(try ZstdReader(limit: limits.contentBytesMax))
            }
        } catch {
            throw Self.translate(error)
        }
    }

    /// Reads on in `input` from `position`, which moves, into `output`; how many bytes were written. Whoever gets less
    /// than `output` holds has used the input up.
    func read(
        _ input: UnsafeRawBufferPointer, from position: inout Int, into output: UnsafeMutableRawBufferPointer
    ) throws(FormatError) -> Int {
        do {
            switch self {
            case .none:
                let count = min(input.count - position, output.count)
                output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[position..<(position + count)]))
                position += count
                return count
            case .gzip(let reader): return try reader.read(input, from: &position, into: output)
            case .zstd(let reader): return try reader.read(input, from: &position, into: output)
            }
        } catch {
            throw Self.translate(error)
        }
    }

    func finish() throws(FormatError) {
        do {
            switch self {
            case .none: break
            case .gzip(let reader): try reader.finish()
            case .zstd(let reader): try reader.finish()
            }
        } catch {
            throw Self.translate(error)
        }
    }

    private static func translate(_ error: any Error) -> FormatError {
        switch error {
        case GzipError.contentExceedsLimit(let limit), ZstdError.contentExceedsLimit(let limit):
            .contentTooLarge(limitBytes: limit)
        default: .compression("\(error)")
        }
    }
}
