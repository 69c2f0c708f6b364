import Testing

@testable import Crypto

@Suite("AES-256-GCM")
struct CipherTests {
    private let key = Secret((0..<32).map { UInt8($0) })

    @Test("agrees with the GCM specification's test cases 13, 14 and 16")
    func vectors() throws {
        let zeroKey = Secret([UInt8](repeating: 0, count: 32))
        let zeroNonce = [UInt8](repeating: 0, count: 12)
        let empty = try AES256GCM.encrypt([], key: zeroKey, nonce: zeroNonce, authenticating: [])
        #expect(Hex.encode(empty) == "530f8afbc74536b9a963b4f1c4cb738b")
        let block = try AES256GCM.encrypt(
            [UInt8](repeating: 0, count: 16), key: zeroKey, nonce: zeroNonce, authenticating: [])
        #expect(Hex.encode(block) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")

        let sealed = try AES256GCM.encrypt(
            Hex.decode(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                    + "b16aedf5aa0de657ba637b39"),
            key: Secret(Hex.decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")),
            nonce: Hex.decode("cafebabefacedbaddecaf888"),
            authenticating: Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        #expect(
            Hex.encode(sealed)
                == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b")
    }

    @Test("opens what it sealed", arguments: [0, 1, 16, 1000])
    func roundTrip(count: Int) throws {
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try AES256GCM.seal(plaintext, key: key, authenticating: "row 7".utf8)
        #expect(try AES256GCM.open(sealed, key: key, authenticating: "row 7".utf8) == plaintext)
    }

    @Test("refuses a changed byte anywhere, other associated data, another key and a short text")
    func tampering() throws {
        let sealed = try AES256GCM.seal("secret".utf8, key: key, authenticating: "a".utf8)
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1
            #expect(throws: CryptoError.authenticationFailed) {
                try AES256GCM.open(altered, key: key, authenticating: "a".utf8)
            }
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try AES256GCM.open(sealed, key: key, authenticating: "b".utf8)
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try AES256GCM.open(sealed, key: Secret([UInt8](repeating: 9, count: 32)), authenticating: "a".utf8)
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try AES256GCM.open(sealed.prefix(27), key: key, authenticating: "a".utf8)
        }
    }

    @Test("names the length of a wrong key")
    func keyLength() {
        #expect(throws: CryptoError.invalidLength(what: "an AES-256 key", expected: 32, actual: 3)) {
            try AES256GCM.seal([], key: Secret("abc"), authenticating: [])
        }
    }
}
