internal import COpenSSL

/// Random bytes from libcrypto's generator, seeded by the kernel.
package enum SecureRandom {
    package static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        try [UInt8](filling: count) { output throws(CryptoError) in
            guard RAND_bytes(output, Int32(count)) == 1 else { throw .library(operation: "RAND_bytes") }
        }
    }

    /// Text of `length` characters drawn evenly from `alphabet`, for passwords that people type.
    package static func text(length: Int, alphabet: String) throws(CryptoError) -> String {
        let characters = Array(alphabet)
        // Bytes above the last whole multiple of the alphabet are dropped, or its first letters would come more often.
        let limit = 256 - 256 % characters.count
        var text = ""
        while text.count < length {
            for byte in try bytes(length) where Int(byte) < limit && text.count < length {
                text.append(characters[Int(byte) % characters.count])
            }
        }
        return text
    }
}
