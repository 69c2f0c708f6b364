internal import COpenSSL

/// A key that signs (RFC 8032, Ed25519). Its seed is the whole private key.
package struct Ed25519PrivateKey: Sendable {
    package static let seedLength = 32

    package let publicKey: Ed25519PublicKey
    private let handle: KeyHandle

    /// A new key from the secure random generator.
    package init() throws(CryptoError) {
        try self.init(seed: Secret(SecureRandom.bytes(Self.seedLength)))
    }

    package init(seed: Secret) throws(CryptoError) {
        guard seed.count == Self.seedLength else {
            throw .invalidLength(what: "an Ed25519 seed", expected: Self.seedLength, actual: seed.count)
        }
        let key = seed.withUnsafeBytes { EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, $0.octets, $0.count) }
        guard let key else { throw .library(operation: "EVP_PKEY_new_raw_private_key") }
        handle = KeyHandle(takingOwnershipOf: key)
        publicKey = try Ed25519PublicKey(bytes: handle.publicBytes())
    }

    /// The private key itself, for storage in sealed form.
    package func seed() throws(CryptoError) -> Secret {
        Secret(
            try [UInt8](filling: Self.seedLength) { output throws(CryptoError) in
                var count = Self.seedLength
                guard EVP_PKEY_get_raw_private_key(handle.key, output, &count) == 1, count == Self.seedLength else {
                    throw .library(operation: "EVP_PKEY_get_raw_private_key")
                }
            })
    }

    package func signature(for message: some Collection<UInt8>) throws(CryptoError) -> [UInt8] {
        try [UInt8](filling: Ed25519PublicKey.signatureLength) { output throws(CryptoError) in
            let context = EVP_MD_CTX_new()
            defer { EVP_MD_CTX_free(context) }
            var count = Ed25519PublicKey.signatureLength
            guard EVP_DigestSignInit(context, nil, nil, nil, handle.key) == 1,
                message.withRawBytes({ EVP_DigestSign(context, output, &count, $0.octets, $0.count) }) == 1
            else { throw .library(operation: "EVP_DigestSign") }
        }
    }
}

/// A key that verifies what its private half has signed.
package struct Ed25519PublicKey: Sendable, Hashable {
    package static let length = 32
    package static let signatureLength = 64

    package let bytes: [UInt8]
    private let verification: VerificationTemplate

    package init(bytes: some Collection<UInt8>) throws(CryptoError) {
        guard bytes.count == Self.length else {
            throw .invalidLength(what: "an Ed25519 public key", expected: Self.length, actual: bytes.count)
        }
        let key = bytes.withRawBytes { EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.octets, $0.count) }
        guard let key else { throw .library(operation: "EVP_PKEY_new_raw_public_key") }
        verification = try VerificationTemplate(KeyHandle(takingOwnershipOf: key))
        self.bytes = Array(bytes)
    }

    package func isValid(_ signature: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        guard signature.count == Self.signatureLength, let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_MD_CTX_copy_ex(context, verification.context) == 1 else { return false }
        return signature.withRawBytes { signature in
            message.withRawBytes { message in
                EVP_DigestVerify(context, signature.octets, signature.count, message.octets, message.count) == 1
            }
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// A context that is set up to verify with a key, and of which each verification takes a copy: to set one up, libcrypto
/// looks through its algorithms, which takes a tenth of a verification. It never changes after `init`, and copying only
/// reads it and counts references atomically, so any number of threads may do that.
private final class VerificationTemplate: @unchecked Sendable {
    let context: OpaquePointer

    init(_ handle: KeyHandle) throws(CryptoError) {
        guard let context = EVP_MD_CTX_new() else { throw .library(operation: "EVP_MD_CTX_new") }
        self.context = context
        guard EVP_DigestVerifyInit(context, nil, nil, nil, handle.key) == 1 else {
            throw .library(operation: "EVP_DigestVerifyInit")
        }
    }

    deinit { EVP_MD_CTX_free(context) }
}

/// Owns one reference of an `EVP_PKEY`. The key never changes after `init`, and libcrypto allows any number
/// of threads to use an unchanging key.
private final class KeyHandle: @unchecked Sendable {
    let key: OpaquePointer

    init(takingOwnershipOf key: OpaquePointer) {
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    func publicBytes() throws(CryptoError) -> [UInt8] {
        try [UInt8](filling: Ed25519PublicKey.length) { output throws(CryptoError) in
            var count = Ed25519PublicKey.length
            guard EVP_PKEY_get_raw_public_key(key, output, &count) == 1, count == Ed25519PublicKey.length else {
                throw .library(operation: "EVP_PKEY_get_raw_public_key")
            }
        }
    }
}
