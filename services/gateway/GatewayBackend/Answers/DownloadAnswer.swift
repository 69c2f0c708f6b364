import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// A file that arrives in pieces, and goes out as the body. A failure on the way breaks the connection off, so that no
/// client takes a part for the whole.
struct DownloadAnswer {
    let call: RoutedCall
    let binding: RESTBinding
    let file: DownloadBinding

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        let request = try await call.restRequest(binding, body)
        let upstream = UpstreamMessages(call: call)
        var message = try await upstream.begin(request)
        let type = text(file.typeField, of: message) ?? "application/octet-stream"
        let name = ContentDisposition.attachment(text(file.nameField, of: message) ?? "")
        try await responder.start(
            .ok, type: type, ["Content-Disposition": name, "X-Accel-Buffering": "no"])
        while let piece = message {
            let bytes = field(file.chunkField, of: piece)
            if !bytes.isEmpty { try await responder.write(bytes) }
            message = try await upstream.next()
        }
        try await responder.finish()
    }

    private func text(_ field: FieldDescriptor?, of message: ByteBuffer?) -> String? {
        guard let field, let message else { return nil }
        let bytes = self.field(field, of: message)
        // A header's value ends at a line break, whatever a service says.
        guard !bytes.isEmpty, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func field(_ field: FieldDescriptor, of message: ByteBuffer) -> [UInt8] {
        message.withUnsafeReadableBytes { MessageField.bytes(of: field, in: $0) ?? [] }
    }
}

/// RFC 6266.
enum ContentDisposition {
    /// Names beyond ASCII as RFC 8187 has them, beside what older clients can read.
    static func attachment(_ name: String) -> String {
        let cleaned = String(
            name.map { "/\\\"".contains($0) || $0.unicodeScalars.contains { $0.value < 0x20 } ? "_" : $0 })
        guard !cleaned.isEmpty else { return "attachment" }
        let plain = String(cleaned.map { $0.isASCII ? $0 : "_" })
        let value = "attachment; filename=\"\(plain)\""
        return plain == cleaned ? value : "\(value); filename*=UTF-8''\(encoded(cleaned))"
    }

    private static func encoded(_ name: String) -> String {
        name.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
                return String(character)
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
