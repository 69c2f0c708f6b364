import CArgon2
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

    @Test("the library agrees with RFC 9106, section 5.3")
    func rfc() {
        var password = [UInt8](repeating: 1, count: 32)
        var salt = [UInt8](repeating: 2, count: 16)
        var secret = [UInt8](repeating: 3, count: 8)
        var associated = [UInt8](repeating: 4, count: 12)
        var tag = [UInt8](repeating: 0, count: 32)
        let result = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                secret.withUnsafeMutableBufferPointer { secret in
                    associated.withUnsafeMutableBufferPointer { associated in
                        tag.withUnsafeMutableBufferPointer { tag in
                            var context = Argon2_Context(
                                out: tag.baseAddress, outlen: 32, pwd: password.baseAddress, pwdlen: 32,
                                salt: salt.baseAddress, saltlen: 16, secret: secret.baseAddress, secretlen: 8,
                                ad: associated.baseAddress, adlen: 12, t_cost: 3, m_cost: 32, lanes: 4, threads: 4,
                                version: ARGON2_VERSION_13.rawValue, allocate_cbk: nil, free_cbk: nil, flags: 0)
                            return argon2id_ctx(&context)
                        }
                    }
                }
            }
        }
        #expect(result == ARGON2_OK.rawValue)
        #expect(Hex.encode(tag) == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
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
