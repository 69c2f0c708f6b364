import NIOHTTP1
import Protobuf
import RPC

/// `{"error":{"code":404,"status":"NOT_FOUND","message":"…","details":[…],"request_id":"…"}}`
struct ErrorBody: Sendable {
    let codec: JSONCodec

    func json(_ failure: GatewayFailure, requestID: String) -> [UInt8] {
        var out: [UInt8] = []
        append(failure, requestID: requestID, to: &out)
        return out
    }

    func append(_ failure: GatewayFailure, requestID: String, to out: inout [UInt8]) {
        out += "{\"error\":{\"code\":\(failure.status.code),\"status\":\"\(failure.code.name)\",\"message\":".utf8
        JSONText.append(quoting: failure.message, to: &out)
        out += ",\"details\":[".utf8
        appendDetails(failure, to: &out)
        out += "],\"request_id\":".utf8
        JSONText.append(quoting: requestID, to: &out)
        out += "}}".utf8
    }

    private func appendDetails(_ failure: GatewayFailure, to out: inout [UInt8]) {
        var needsComma = false
        if !failure.violations.isEmpty {
            appendViolations(failure.violations, to: &out)
            needsComma = true
        }
        for detail in StatusDetails.of(failure.statusBytes) {
            // A detail that is itself malformed must not hide the error that it accompanies.
            guard let json = try? codec.json(fromWire: detail, type: "google.protobuf.Any") else { continue }
            if needsComma { out.append(UInt8(ascii: ",")) }
            needsComma = true
            out += json
        }
    }

    private func appendViolations(_ violations: [GatewayFailure.Violation], to out: inout [UInt8]) {
        out += "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[".utf8
        for (index, violation) in violations.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out += "{\"field\":".utf8
            JSONText.append(quoting: violation.field, to: &out)
            out += ",\"description\":".utf8
            JSONText.append(quoting: violation.description, to: &out)
            out.append(UInt8(ascii: "}"))
        }
        out += "]}".utf8
    }
}

/// Reads a serialized google.rpc.Status.
enum StatusDetails {
    /// The serialized `Any`s of field 3.
    static func of(_ statusBytes: [UInt8]) -> [[UInt8]] {
        fields(statusBytes).filter { $0.number == 3 }.map(\.bytes)
    }

    /// Seconds of the RetryInfo among the details, rounded up.
    static func retrySeconds(_ statusBytes: [UInt8]) -> UInt64? {
        guard let delay = firstField(of: "RetryInfo", statusBytes) else { return nil }
        let time = fields(delay)
        let seconds = time.first { $0.number == 1 }?.bits ?? 0
        let nanos = time.first { $0.number == 2 }?.bits ?? 0
        return seconds > UInt64(Int64.max) ? 0 : seconds + (nanos > 0 ? 1 : 0)
    }

    /// The reason in the ErrorInfo among the details.
    static func reason(_ statusBytes: [UInt8]) -> String? {
        firstField(of: "ErrorInfo", statusBytes).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Field 1 of the first detail of the type that has one.
    private static func firstField(of type: String, _ statusBytes: [UInt8]) -> [UInt8]? {
        for detail in of(statusBytes) {
            let parts = fields(detail)
            guard let url = parts.first(where: { $0.number == 1 }), let value = parts.first(where: { $0.number == 2 }),
                String(decoding: url.bytes, as: UTF8.self).hasSuffix("/google.rpc.\(type)"),
                let field = fields(value.bytes).first(where: { $0.number == 1 })
            else { continue }
            return field.bytes
        }
        return nil
    }

    private static func fields(_ message: [UInt8]) -> [(number: UInt32, bits: UInt64, bytes: [UInt8])] {
        message.withUnsafeBytes { buffer in
            var cursor = WireCursor(buffer)
            var fields: [(number: UInt32, bits: UInt64, bytes: [UInt8])] = []
            while let field = try? cursor.next() {
                fields.append((field.number, field.bits, Array(buffer[field.range])))
            }
            return fields
        }
    }
}
