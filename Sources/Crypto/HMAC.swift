internal import COpenSSL

/// Keyed digests (RFC 2104).
package enum HMAC {
    package static func sha256(_ message: some Collection<UInt8>, key: Secret) throws(CryptoError) -> [UInt8] {
        try authenticate(message, key: key, digest: "SHA256", length: 32)
    }

    /// For TOTP only, whose authenticator apps know nothing newer.
    package static func sha1(_ message: some Collection<UInt8>, key: Secret) throws(CryptoError) -> [UInt8] {
        try authenticate(message, key: key, digest: "SHA1", length: 20)
    }

    private static func authenticate(
        _ message: some Collection<UInt8>, key: Secret, digest: String, length: Int
    ) throws(CryptoError) -> [UInt8] {
        try [UInt8](filling: length) { output throws(CryptoError) in
            let written = key.withUnsafeBytes { key in
                message.withRawBytes { message in
                    var size = 0
                    let result = EVP_Q_mac(
                        nil, "HMAC", nil, digest, nil, key.octets, key.count, message.octets, message.count,
                        output, length, &size)
                    return result == nil ? 0 : size
                }
            }
            guard written == length else { throw .library(operation: "HMAC") }
        }
    }
}
