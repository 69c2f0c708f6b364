internal import COpenSSL

/// Whether two byte sequences are the same, in a time that depends on their lengths only.
package func constantTimeEquals(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return left.withRawBytes { left in
        right.withRawBytes { right in
            left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
        }
    }
}
