import Crypto
import Testing

@testable import Tokens

@Suite("Key sets")
struct KeyTests {
    @Test("a key is named by its thumbprint (RFC 8037 appendix A.3)")
    func thumbprint() throws {
        let key = try Ed25519PublicKey(bytes: Base64URL.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
        #expect(JSONWebKey(key).kid == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        #expect(JSONWebKey(key).publicKey == key)
    }

    @Test("keys of another type, curve, algorithm or use are left out")
    func others() throws {
        let key = try JSONWebKey(Ed25519PrivateKey().publicKey)
        for (path, value) in [
            (\JSONWebKey.kty, "RSA"), (\.crv, "X25519"), (\.alg, "HS256"), (\.use, "enc"), (\.x, "AAAA"), (\.x, "=="),
        ] as [(WritableKeyPath<JSONWebKey, String>, String)] {
            var other = key
            other[keyPath: path] = value
            #expect(KeySet([other]).isEmpty)
        }
        #expect(KeySet([key]).contains(key.kid))
    }
}

@Suite("Roles")
struct RoleTests {
    @Test("each role can do all that the one below it can")
    func order() {
        let fromWeakest: [Role] = [.viewer, .analyst, .dataScientist, .tenantAdmin, .superAdmin]
        for (weaker, stronger) in zip(fromWeakest, fromWeakest.dropFirst()) {
            #expect(weaker.permissions.isStrictSubset(of: stronger.permissions))
        }
        #expect(Set(fromWeakest) == Set(Role.allCases))
    }

    @Test("a viewer reads everything but users, and writes nothing")
    func viewer() {
        #expect(Role.anyOf(["viewer"], grants: "datasets.read"))
        #expect(!Role.anyOf(["viewer"], grants: "users.read"))
        #expect(!Role.anyOf(["viewer"], grants: "datasets.write"))
    }

    @Test("an analyst scores and runs jobs, a data scientist also changes data and detectors")
    func middle() {
        #expect(Role.anyOf(["analyst"], grants: "scoring.score"))
        #expect(!Role.anyOf(["analyst"], grants: "detectors.write"))
        #expect(Role.anyOf(["data_scientist"], grants: "datasets.delete"))
        #expect(!Role.anyOf(["data_scientist"], grants: "users.write"))
    }

    @Test("unknown roles and unknown permissions grant nothing")
    func unknown() {
        #expect(!Role.anyOf(["root", ""], grants: "datasets.read"))
        #expect(!Role.anyOf(["super_admin"], grants: "datasets.everything"))
        #expect(!Role.anyOf([], grants: "datasets.read"))
    }

    @Test("administrators need a second factor, the others may do without")
    func secondFactor() {
        #expect(Role.allCases.filter(\.requiresSecondFactor) == [.superAdmin, .tenantAdmin])
    }
}
