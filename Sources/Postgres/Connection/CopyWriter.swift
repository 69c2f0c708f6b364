internal import CPostgres

/// Takes the data of one COPY into a table and passes it on in chunks. Each write that fills a chunk returns when the
/// socket has taken it, so a fast writer waits for a slow server.
package final class CopyWriter {
    private let connection: PostgresConnection
    private var exchange: Exchange
    private var buffer: [UInt8] = []
    /// The server has refused; the rest is dropped, and the end of the COPY tells why.
    private var isRefused = false

    init(_ connection: PostgresConnection, _ exchange: Exchange) {
        self.connection = connection
        self.exchange = exchange
        buffer.reserveCapacity(PostgresLimits.copyChunkBytes + 1024)
    }

    /// Bytes in the format that the COPY statement names; cuts between writes mean nothing.
    package func write(_ bytes: some Sequence<UInt8>) async throws(PostgresError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= PostgresLimits.copyChunkBytes { try await send() }
    }

    /// One row of a binary COPY. The server converts nothing here: each value's type must be its column's.
    package func row<each Value: PostgresEncodable>(_ values: repeat each Value) async throws(PostgresError) {
        let start = buffer.count
        Int16(0).appendBigEndian(to: &buffer)
        var count: Int16 = 0
        for value in repeat each values {
            count += 1
            appendField(value)
        }
        withUnsafeBytes(of: count.bigEndian) { buffer.replaceSubrange(start..<start + 2, with: $0) }
        if buffer.count >= PostgresLimits.copyChunkBytes { try await send() }
    }

    private func appendField(_ value: some PostgresEncodable) {
        guard !value.isNull else { return Int32(-1).appendBigEndian(to: &buffer) }
        let start = buffer.count
        Int32(0).appendBigEndian(to: &buffer)
        value.encode(into: &buffer)
        let length = Int32(buffer.count - start - 4)
        withUnsafeBytes(of: length.bigEndian) { buffer.replaceSubrange(start..<start + 4, with: $0) }
    }

    func writeBinaryHeader() {
        buffer += Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        // No flags, no extension.
        buffer += [UInt8](repeating: 0, count: 8)
    }

    func writeBinaryTrailer() { Int16(-1).appendBigEndian(to: &buffer) }

    private func send() async throws(PostgresError) {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard !isRefused, !buffer.isEmpty else { return }
        let taken = buffer.withUnsafeBytes { bytes in
            PQputCopyData(
                connection.handle.connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count))
        }
        isRefused = taken < 0
        try await exchange.flush()
        if exchange.cancelRequested { throw .cancelled }
    }

    /// Ends the COPY: in order, or with a reason that makes the server drop it. Returns the number of rows.
    func end(abort reason: String?) async throws(PostgresError) -> Int {
        if reason == nil { try await send() }
        if connection.isUsable { PQputCopyEnd(connection.handle.connection, reason) }
        return try await connection.finish(&exchange)
    }
}
