internal import COpenSSL

/// For names that others give by it, as Redis names scripts; it protects nothing any more.
package enum SHA1 {
    package static func hash(_ bytes: some Collection<UInt8>) throws(CryptoError) -> [UInt8] {
        let message = Array(bytes)
        var digest = [UInt8](repeating: 0, count: 20)
        guard EVP_Digest(message, message.count, &digest, nil, EVP_sha1(), nil) == 1 else {
            throw .library(operation: "EVP_Digest")
        }
        return digest
    }
}
