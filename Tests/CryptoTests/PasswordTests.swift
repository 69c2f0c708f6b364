import Testing

@testable import Crypto

@Suite("Argon2id")
struct PasswordTests {
    private let cheap = Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1)

    @Test("agrees with the reference implementation's vectors for version 1.3")
    func vector() throws {
        // phc-winner-argon2, test.c: m = 2^8 KiB, t = 2, "password" with "somesalt".
        let one = try Argon2id.hash(
            Secret("password"), salt: Array("somesalt".utf8), parameters: .init(memoryKiB: 256, passes: 2, lanes: 1))
        #expect(one == "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")
        #expect(Argon2id.verify(Secret("password"), against: one))
    }

    @Test("hashes with OWASP's parameters, which the text carries")
    func defaults() throws {
        let encoded = try Argon2id.hash(Secret("correct horse"))
        #expect(encoded.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(Argon2id.verify(Secret("correct horse"), against: encoded))
        #expect(!Argon2id.verify(Secret("correct horsf"), against: encoded))
        #expect(!Argon2id.needsRehash(encoded))
        #expect(Argon2id.needsRehash(encoded, parameters: cheap))
    }

    @Test("the same password has another hash each time")
    func salted() throws {
        let password = Secret("correct horse")
        #expect(try Argon2id.hash(password, parameters: cheap) != Argon2id.hash(password, parameters: cheap))
    }

    @Test("a text that is no hash verifies nothing", arguments: ["", "x", "$argon2id$v=19$m=1$"])
    func malformed(encoded: String) {
        #expect(!Argon2id.verify(Secret("password"), against: encoded))
        #expect(Argon2id.needsRehash(encoded))
    }

    @Test("an empty password can be hashed: rules about passwords are made elsewhere")
    func empty() throws {
        let encoded = try Argon2id.hash(Secret(""), parameters: cheap)
        #expect(Argon2id.verify(Secret(""), against: encoded))
        #expect(!Argon2id.verify(Secret("x"), against: encoded))
    }
}
