internal import COpenSSL

/// Authenticated encryption (NIST SP 800-38D). A sealed value is nonce ‖ ciphertext ‖ tag, each with a nonce
/// of its own drawn at random: at most 2^32 values under one key.
package enum AES256GCM {
    package static let keyLength = 32
    package static let nonceLength = 12
    package static let tagLength = 16

    package static func seal(
        _ plaintext: some Collection<UInt8>, key: Secret, authenticating context: some Collection<UInt8>
    ) throws(CryptoError) -> [UInt8] {
        let nonce = try SecureRandom.bytes(nonceLength)
        return try nonce + encrypt(plaintext, key: key, nonce: nonce, authenticating: context)
    }

    package static func open(
        _ sealed: some Collection<UInt8>, key: Secret, authenticating context: some Collection<UInt8>
    ) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= nonceLength + tagLength else { throw .authenticationFailed }
        let nonce = Array(sealed.prefix(nonceLength))
        return try decrypt(Array(sealed.dropFirst(nonceLength)), key: key, nonce: nonce, authenticating: context)
    }

    /// Ciphertext ‖ tag under a nonce that the caller promises never to use again with this key.
    static func encrypt(
        _ plaintext: some Collection<UInt8>, key: Secret, nonce: [UInt8], authenticating context: some Collection<UInt8>
    ) throws(CryptoError) -> [UInt8] {
        try check(key: key, nonce: nonce)
        let count = plaintext.count
        return try [UInt8](filling: count + tagLength) { output throws(CryptoError) in
            let cipher = try Cipher(key: key, nonce: nonce, encrypting: true)
            guard cipher.authenticate(context), cipher.update(plaintext, into: output), cipher.finish(output + count),
                cipher.readTag(into: output + count)
            else { throw .library(operation: "AES-256-GCM") }
        }
    }

    static func decrypt(
        _ sealed: [UInt8], key: Secret, nonce: [UInt8], authenticating context: some Collection<UInt8>
    ) throws(CryptoError) -> [UInt8] {
        try check(key: key, nonce: nonce)
        guard sealed.count >= tagLength else { throw .authenticationFailed }
        let ciphertext = sealed.dropLast(tagLength)
        var tag = Array(sealed.suffix(tagLength))
        return try [UInt8](filling: ciphertext.count) { output throws(CryptoError) in
            let cipher = try Cipher(key: key, nonce: nonce, encrypting: false)
            guard cipher.authenticate(context), cipher.update(ciphertext, into: output), cipher.expectTag(&tag),
                cipher.finish(output)
            else { throw .authenticationFailed }
        }
    }

    private static func check(key: Secret, nonce: [UInt8]) throws(CryptoError) {
        guard key.count == keyLength else {
            throw .invalidLength(what: "an AES-256 key", expected: keyLength, actual: key.count)
        }
        guard nonce.count == nonceLength else {
            throw .invalidLength(what: "a GCM nonce", expected: nonceLength, actual: nonce.count)
        }
    }
}

/// One pass of libcrypto's cipher in one direction.
private struct Cipher: ~Copyable {
    private let context: OpaquePointer

    init(key: Secret, nonce: [UInt8], encrypting: Bool) throws(CryptoError) {
        guard let context = EVP_CIPHER_CTX_new() else { throw .library(operation: "EVP_CIPHER_CTX_new") }
        let begun = key.withUnsafeBytes {
            EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, $0.octets, nonce, encrypting ? 1 : 0)
        }
        guard begun == 1 else {
            EVP_CIPHER_CTX_free(context)
            throw .library(operation: "EVP_CipherInit_ex")
        }
        self.context = context
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    func authenticate(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.isEmpty || update(bytes, into: nil)
    }

    func update(_ bytes: some Collection<UInt8>, into output: UnsafeMutablePointer<UInt8>?) -> Bool {
        bytes.withRawBytes {
            var written: Int32 = 0
            return $0.isEmpty || EVP_CipherUpdate(context, output, &written, $0.octets, Int32($0.count)) == 1
        }
    }

    /// GCM writes nothing here, but decryption compares the tag.
    func finish(_ output: UnsafeMutablePointer<UInt8>) -> Bool {
        var written: Int32 = 0
        return EVP_CipherFinal_ex(context, output, &written) == 1
    }

    func readTag(into output: UnsafeMutablePointer<UInt8>) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(AES256GCM.tagLength), output) == 1
    }

    func expectTag(_ tag: inout [UInt8]) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(AES256GCM.tagLength), &tag) == 1
    }
}
