import Crypto
import Messages
import NIOCore
import NIOHTTP1

/// Streams a file to `POST /v1/datasets:upload` as multipart/form-data (RFC 7578), in constant memory.
struct DatasetUpload: Sendable {
    static let chunkBytes = 256 << 10

    var file: String
    var fields: [(name: String, value: String)]
    /// Called with the bytes sent so far and the file's size.
    var progress: @Sendable (Int64, Int64) -> Void

    func run(_ client: RESTClient) async throws -> RESTClient.Reply<DatasetV1.UploadDatasetResponse> {
        let boundary = "pynomaly-" + Hex.encode(try SecureRandom.bytes(16))
        let prologue = prologue(boundary)
        let epilogue = ByteBuffer(string: "\r\n--\(boundary)--\r\n")
        let size = try FileSource(file).size
        let headers = [
            ("Content-Type", "multipart/form-data; boundary=\(boundary)"),
            ("Content-Length", "\(Int64(prologue.readableBytes + epilogue.readableBytes) + size)"),
        ]
        let json = try await client.authorized(.POST, "/v1/datasets:upload", headers) { exchange in
            // Read from its beginning by each attempt.
            let source = try FileSource(file)
            return try await exchange.run { outbound in
                try await outbound.write(.body(.byteBuffer(prologue)))
                try await send(source, size, outbound)
                try await outbound.write(.body(.byteBuffer(epilogue)))
            } read: { head, body in
                let bytes = try await body.collect()
                guard head.status == .ok else { throw CommandFailure(status: Int(head.status.code), body: bytes) }
                return bytes
            }
        }
        return .init(value: try MessageJSON.decode(json, as: DatasetV1.UploadDatasetResponse.self), json: json)
    }

    private func send(_ source: FileSource, _ size: Int64, _ outbound: HTTPExchange.Outbound) async throws {
        var sent: Int64 = 0
        // Exactly the bytes that Content-Length promised, should the file grow meanwhile.
        while sent < size {
            let chunk = try await source.read(atMost: Int(min(Int64(Self.chunkBytes), size - sent)))
            guard !chunk.isEmpty else { throw CommandFailure("\(file) became shorter while it was sent") }
            sent += Int64(chunk.count)
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: chunk))))
            progress(sent, size)
        }
    }

    private func prologue(_ boundary: String) -> ByteBuffer {
        var text = ""
        for field in fields {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n"
        }
        text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"upload.csv\"\r\n"
        text += "Content-Type: text/csv\r\n\r\n"
        return ByteBuffer(string: text)
    }
}
