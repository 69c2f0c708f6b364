import Crypto
import FoundationEssentials

/// The `request_id` that an `Idempotency-Key` stands for. Services want a UUID; a key that is none becomes one of version
/// 8 (RFC 9562 section 5.8) by its hash, the same each time.
enum IdempotencyKey {
    static func requestID(_ key: String) -> String {
        if UUID(uuidString: key) != nil { return key }
        var bytes = Array(SHA256.hash(key.utf8).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Hex.encode(bytes)
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}
