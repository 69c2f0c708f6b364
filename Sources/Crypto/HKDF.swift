internal import COpenSSL

/// Keys derived from one secret, each by its own label (RFC 5869 with SHA-256).
package enum HKDF {
    package static func derive(
        from secret: Secret, salt: some Collection<UInt8>, info: some Collection<UInt8>, count: Int
    ) throws(CryptoError) -> Secret {
        let bytes = try [UInt8](filling: count) { output throws(CryptoError) in
            let derived = secret.withUnsafeBytes { secret in
                salt.withRawBytes { salt in
                    info.withRawBytes { info in
                        run(secret: secret, salt: salt, info: info, into: output, count: count)
                    }
                }
            }
            guard derived else { throw .library(operation: "HKDF") }
        }
        return Secret(bytes)
    }

    /// A key for one purpose. Two labels give keys that tell nothing about each other.
    package static func derive(from secret: Secret, label: String, count: Int = 32) throws(CryptoError) -> Secret {
        try derive(from: secret, salt: EmptyCollection(), info: label.utf8, count: count)
    }

    private static func run(
        secret: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer, info: UnsafeRawBufferPointer,
        into output: UnsafeMutablePointer<UInt8>, count: Int
    ) -> Bool {
        guard let kdf = EVP_KDF_fetch(nil, "HKDF", nil) else { return false }
        defer { EVP_KDF_free(kdf) }
        guard let context = EVP_KDF_CTX_new(kdf) else { return false }
        defer { EVP_KDF_CTX_free(context) }
        // libcrypto only reads through these pointers, whatever its signatures say. It refuses an empty `info`,
        // so what is empty is left out, which means the same (RFC 5869 section 2.2).
        var parameters = [
            OSSL_PARAM_construct_utf8_string(
                Name.digest.pointer, UnsafeMutablePointer(mutating: Name.sha256.pointer), 0),
            octets(.key, secret),
        ]
        if !salt.isEmpty { parameters.append(octets(.salt, salt)) }
        if !info.isEmpty { parameters.append(octets(.info, info)) }
        parameters.append(OSSL_PARAM_construct_end())
        return EVP_KDF_derive(context, output, count, &parameters) == 1
    }

    private static func octets(_ name: Name, _ bytes: UnsafeRawBufferPointer) -> OSSL_PARAM {
        OSSL_PARAM_construct_octet_string(name.pointer, UnsafeMutableRawPointer(mutating: bytes.octets), bytes.count)
    }
}

/// A C string that lives as long as the process, for a parameter list keeps only its address. Never written
/// after its creation, which makes sharing it sound.
private struct Name: @unchecked Sendable {
    let pointer: UnsafePointer<CChar>

    init(_ text: String) {
        let characters = Array(text.utf8CString)
        let memory = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
        memory.initialize(from: characters, count: characters.count)
        pointer = UnsafePointer(memory)
    }

    static let digest = Name(OSSL_KDF_PARAM_DIGEST)
    static let sha256 = Name("SHA256")
    static let key = Name(OSSL_KDF_PARAM_KEY)
    static let salt = Name(OSSL_KDF_PARAM_SALT)
    static let info = Name(OSSL_KDF_PARAM_INFO)
}
