internal import CZlib

/// Makes gzip members; one at a time.
struct Deflater: Sendable {
    private let stream: ZlibStream

    init() throws(GzipError) {
        stream = try ZlibStream(
            begin: { pynomaly_deflate_init_gzip($0, Z_DEFAULT_COMPRESSION) }, end: { deflateEnd($0) })
    }

    func compress(_ bytes: UnsafeRawBufferPointer, emit: (UnsafeRawBufferPointer) -> Void) throws(GzipError) {
        deflateReset(stream.pointer)
        try stream.read(bytes) { () throws(GzipError) in
            while true {
                let (code, output) = stream.step(room: stream.piece.count) { deflate($0, Z_FINISH) }
                if !output.isEmpty { emit(output) }
                if code == Z_STREAM_END { return }
                guard code == Z_OK else { throw .library("deflate answers \(code)") }
            }
        }
    }
}
