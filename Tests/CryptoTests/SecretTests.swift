import Testing

@testable import Crypto

@Suite("Secrets")
struct SecretTests {
    @Test("print as stars however they are printed")
    func printing() {
        let secret = Secret("hunter2 hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(text.contains("***"))
            #expect(!text.contains("hunter"))
        }
        #expect(secret.revealText() == "hunter2 hunter2")
    }

    @Test("compare by content")
    func comparing() {
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
        #expect(Secret("a") != Secret("aa"))
        #expect(Secret("") == Secret(""))
    }

    @Test("constant-time comparison is still comparison")
    func constantTime() {
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
        #expect(constantTimeEquals([] as [UInt8], []))
    }

    @Test("random bytes and random text differ each time")
    func random() throws {
        #expect(try SecureRandom.bytes(32) != SecureRandom.bytes(32))
        #expect(try SecureRandom.bytes(0).isEmpty)
        let text = try SecureRandom.text(length: 200, alphabet: "abc")
        #expect(text.count == 200)
        #expect(Set(text) == ["a", "b", "c"])
    }
}
