import Testing

@testable import Crypto

@Suite("Digests and derived keys agree with the published vectors")
struct DigestTests {
    @Test(
        "SHA-256 (FIPS 180-4 examples)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256(message: String, digest: String) {
        #expect(Hex.encode(SHA256.hash(message.utf8)) == digest)
    }

    @Test("a digest of pieces is the digest of the whole, and the value can be used again")
    func streaming() {
        var hasher = SHA256()
        for round in 0..<2 {
            for byte in "abc".utf8 { hasher.update([byte]) }
            #expect(hasher.finalize() == SHA256.hash("abc".utf8), "round \(round)")
        }
    }

    @Test("HMAC-SHA-256 (RFC 4231 case 2)")
    func hmac256() throws {
        let mac = try HMAC.sha256("what do ya want for nothing?".utf8, key: Secret("Jefe"))
        #expect(Hex.encode(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("HMAC-SHA-1 (RFC 2202 case 2)")
    func hmac1() throws {
        let mac = try HMAC.sha1("what do ya want for nothing?".utf8, key: Secret("Jefe"))
        #expect(Hex.encode(mac) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test("HMAC takes an empty key and an empty message")
    func emptyHMAC() throws {
        let mac = try HMAC.sha256([], key: Secret(""))
        #expect(Hex.encode(mac) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("HKDF (RFC 5869 cases 1 and 3)")
    func hkdf() throws {
        let secret = Secret([UInt8](repeating: 0x0b, count: 22))
        let first = try HKDF.derive(
            from: secret, salt: Hex.decode("000102030405060708090a0b0c"), info: Hex.decode("f0f1f2f3f4f5f6f7f8f9"),
            count: 42)
        #expect(
            Hex.encode(first.reveal())
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        let third = try HKDF.derive(from: secret, salt: [], info: [], count: 42)
        #expect(
            Hex.encode(third.reveal())
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    @Test("two labels give two keys")
    func labels() throws {
        let secret = Secret("the secret")
        #expect(try HKDF.derive(from: secret, label: "a") != HKDF.derive(from: secret, label: "b"))
    }
}
