import Crypto
import RPC
import Tokens

/// How long those who read the key set over HTTP may keep it, and by what they know it again (RFC 9111, RFC 9110).
enum KeySetCaching {
    static func metadata(_ keys: [JSONWebKey]) -> Metadata {
        [
            "cache-control": "public, max-age=\(AuthLimits.keySetSecondsMax)",
            // Names are thumbprints: the same names are the same keys.
            "etag": "\"\(Hex.encode(SHA256.hash(keys.map(\.kid).joined(separator: " ").utf8)))\"",
        ]
    }
}
