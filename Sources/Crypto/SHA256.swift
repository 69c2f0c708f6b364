internal import COpenSSL

/// SHA-256 (FIPS 180-4), in one call or as bytes arrive.
package struct SHA256: ~Copyable {
    package static let digestLength = 32

    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory for a digest context") }
        self.context = context
        begin()
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: some Collection<UInt8>) {
        bytes.withRawBytes { update($0) }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all bytes so far. The value is then ready for another message.
    package mutating func finalize() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: Self.digestLength) { buffer, count in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = Self.digestLength
        }
        begin()
        return digest
    }

    package static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    private func begin() {
        // Fails only without memory or without the default provider, neither of which a caller could answer.
        let begun = EVP_DigestInit_ex(context, sha256, nil)
        precondition(begun == 1, "SHA-256 is not available")
    }
}

/// Fetched once, for each fetch costs a lookup under a lock. libcrypto's method objects are immutable and
/// may be shared between threads.
nonisolated(unsafe) private let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
