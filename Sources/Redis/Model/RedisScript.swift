package import Crypto

/// A Lua script, which Redis runs as one step and remembers by its SHA-1.
package struct RedisScript: Sendable {
    package let source: String
    let digest: String

    package init(_ source: String) throws(CryptoError) {
        self.source = source
        digest = Hex.encode(try SHA1.hash(source.utf8))
    }
}
