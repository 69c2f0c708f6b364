import Testing

@testable import Crypto

@Suite("TOTP (RFC 6238)")
struct TOTPTests {
    private let secret = Secret("12345678901234567890")

    @Test(
        "agrees with appendix B for SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(time: Int64, code: String) throws {
        let step = TOTP.step(atUnixSeconds: time)
        #expect(try TOTP.code(step: step, secret: secret, digits: 8) == code)
        #expect(try TOTP.code(step: step, secret: secret) == code.suffix(6))
    }

    @Test("accepts one step to either side, and says which one it was", arguments: -1...1 as ClosedRange<Int64>)
    func window(offset: Int64) throws {
        let code = try TOTP.code(step: 1000 + offset, secret: secret)
        #expect(try TOTP.matchingStep(code, secret: secret, around: 1000) == 1000 + offset)
    }

    @Test("refuses two steps away, too few digits and no digits", arguments: [-2, 2] as [Int64])
    func outside(offset: Int64) throws {
        let code = try TOTP.code(step: 1000 + offset, secret: secret)
        #expect(try TOTP.matchingStep(code, secret: secret, around: 1000) == nil)
        let right = try TOTP.code(step: 1000, secret: secret)
        #expect(try TOTP.matchingStep(String(right.dropLast()), secret: secret, around: 1000) == nil)
        #expect(try TOTP.matchingStep("", secret: secret, around: 1000) == nil)
    }

    @Test("the first steps of time have no steps before them")
    func beginning() throws {
        #expect(try TOTP.matchingStep(TOTP.code(step: 0, secret: secret), secret: secret, around: 0) == 0)
    }

    @Test("the key URI escapes what a name may hold")
    func uri() {
        #expect(
            TOTP.keyURI(issuer: "Pynomaly", account: "a b@c", secret: secret)
                == "otpauth://totp/Pynomaly:a%20b%40c?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pynomaly"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
