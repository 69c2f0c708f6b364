internal import CArgon2

/// Password hashes (RFC 9106) as PHC strings, which carry their own parameters and salt.
///
/// A hash takes some 20 ms of CPU and the whole `memoryKiB`: never call it on an event loop.
package enum Argon2id {
    /// OWASP's minimum for Argon2id (Password Storage Cheat Sheet, "Argon2id"): m = 19 MiB, t = 2, p = 1.
    package struct Parameters: Sendable, Hashable {
        package var memoryKiB: UInt32
        package var passes: UInt32
        package var lanes: UInt32

        package init(memoryKiB: UInt32 = 19 * 1024, passes: UInt32 = 2, lanes: UInt32 = 1) {
            self.memoryKiB = memoryKiB
            self.passes = passes
            self.lanes = lanes
        }
    }

    private static let saltLength = 16
    private static let hashLength = 32

    package static func hash(_ password: Secret, parameters: Parameters = Parameters()) throws(CryptoError) -> String {
        try hash(password, salt: SecureRandom.bytes(saltLength), parameters: parameters)
    }

    /// Whether `password` is the one that was hashed. False as well for a text that is no Argon2id hash.
    package static func verify(_ password: Secret, against encoded: String) -> Bool {
        password.withUnsafeBytes { argon2id_verify(encoded, $0.baseAddress, $0.count) } == ARGON2_OK.rawValue
    }

    /// Whether `encoded` was made with other parameters and should be made anew at the next login.
    package static func needsRehash(_ encoded: String, parameters: Parameters = Parameters()) -> Bool {
        let wanted = "m=\(parameters.memoryKiB),t=\(parameters.passes),p=\(parameters.lanes)"
        let fields = encoded.split(separator: "$")
        return fields.count != 5 || fields[0] != "argon2id" || fields[2] != wanted
    }

    static func hash(
        _ password: Secret, salt: [UInt8], parameters: Parameters
    ) throws(CryptoError) -> String {
        let capacity = argon2_encodedlen(
            parameters.passes, parameters.memoryKiB, parameters.lanes, UInt32(salt.count), UInt32(hashLength), Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: capacity)
        let result = password.withUnsafeBytes {
            argon2id_hash_encoded(
                parameters.passes, parameters.memoryKiB, parameters.lanes, $0.baseAddress, $0.count, salt, salt.count,
                hashLength, &encoded, capacity)
        }
        guard result == ARGON2_OK.rawValue else { throw .library(operation: "argon2id_hash_encoded") }
        return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
