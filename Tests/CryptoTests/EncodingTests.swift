import Testing

@testable import Crypto

@Suite("Text encodings (RFC 4648)")
struct EncodingTests {
    @Test(
        "Base32 of section 10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) throws {
        #expect(Base32.encode(plain.utf8) == encoded)
        #expect(try Base32.decode(encoded) == Array(plain.utf8))
        #expect(try Base32.decode(encoded.lowercased() + "==") == Array(plain.utf8))
    }

    @Test(
        "Base64URL of section 10, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64URL(plain: String, encoded: String) throws {
        #expect(Base64URL.encode(plain.utf8) == encoded)
        #expect(try Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test("the URL-safe alphabet")
    func alphabet() throws {
        #expect(Base64URL.encode([0xfb, 0xff, 0xfe]) == "-__-")
        #expect(try Base64URL.decode("-__-") == [0xfb, 0xff, 0xfe])
    }

    @Test("strict base64url refuses", arguments: ["Zg==", "Zh", "Z", "Zm9v\n", "+//+", "Zm 9", "Zé"])
    func refused(text: String) {
        #expect(throws: CryptoError.invalidEncoding("base64url text")) { try Base64URL.decode(text) }
    }

    @Test("every length survives both encodings")
    func lengths() throws {
        for count in 0..<50 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
            #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(try Base32.decode(Base32.encode(bytes)) == bytes)
            #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test("hexadecimal text refuses odd lengths and other characters", arguments: ["abc", "zz", "0x"])
    func hex(text: String) {
        #expect(throws: CryptoError.invalidEncoding("hexadecimal text")) { try Hex.decode(text) }
    }
}
