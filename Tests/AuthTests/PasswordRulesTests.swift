import Crypto
import FoundationEssentials
import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Rules for new passwords")
struct PasswordRulesTests {
    private func isAllowed(_ password: String, _ rules: PasswordRules = PasswordRules()) -> Bool {
        (try? rules.check(password, field: "new_password", username: "vera.muster")) != nil
    }

    @Test(
        "what is tried first is refused",
        arguments: [
            "password1234", "Password!2024", "P@ssw0rd1234", "passwordpassword", "Welcome12345!", "qwertyuiop12",
            "1q2w3e4r5t6y", "1qaz2wsx3edc", "123456789012", "098765432109", "abcdefghijkl", "zyxwvutsrqpo",
            "aaaaaaaaaaaa",
            "abcabcabcabc", "correctcorrectcorrect", "iloveyou2024!!", "summer2024summer", "AdminAdmin123!",
            "letmein!!!!!!!!!", "changeme-2024", "qwertyasdfgh", "monkeydragon1", "MyPassword12",
            "correct horse battery staple", "CorrectHorseBatteryStaple1!", "To-be-or-not-to-be?",
            "2B: to be or n0t to be", "the quick brown fox 1", "M4y the F0rce be with you", "ninjaturtles1",
            "NinjaTurtles2024!", "n1nj4-turtl3s!!", "harry potter 1", "butterfly-garden", "blue elephants 99",
            "vera.muster1234", "Muster-Vera-1", "pynomaly2024!", "anomaly-detection", "l1verpool!2023",
        ])
    func refused(password: String) {
        #expect(!isAllowed(password))
    }

    @Test(
        "what is long and says little about itself is allowed, whatever it consists of",
        arguments: [
            "correct horse battery", "a new password", "twelve chars", "one-time password", "made by an admin",
            "battery horse correct", "ninja turtles eat", "blue elephants 9928317", "to be or not to eat",
            "48!29#17$46%28", "Tr0ub4dor&3xyz", "パスワードは長いほど良い", "der Hund bellt laut", "kR7pQx2mWv9z",
        ])
    func allowed(password: String) {
        #expect(isAllowed(password))
    }

    @Test("one or two common words say nothing, three are a passphrase")
    func pairs() {
        #expect(!isAllowed("strawberry pie"))
        #expect(!isAllowed("purple rabbits"))
        #expect(isAllowed("purple rabbits dance"))
        #expect(isAllowed("purple rabbiths"))
    }

    @Test("generated passwords are allowed")
    func generated() throws {
        for _ in 0..<200 { #expect(isAllowed(try AdminBootstrap.makePassword().revealText())) }
    }

    @Test("4 characters that nothing gives away are enough, 3 are not")
    func free() {
        #expect(!isAllowed("password12kvx"))
        #expect(isAllowed("password12kvxw"))
        // Digits and signs count from the sixth on.
        #expect(!isAllowed("password82!64#97"))
        #expect(isAllowed("password82!64#975"))
    }

    @Test("5 different characters are enough, 4 are not")
    func distinct() {
        #expect(!isAllowed("kvxwvkxwkxvw"))
        #expect(isAllowed("kvxwvkxwkxvwp"))
    }

    @Test("every kind of space is one, for the rules and at the login")
    func spaces() async throws {
        #expect(!isAllowed("zebra\u{a0}crossing!", PasswordRules(denylist: try Denylist(lines: ["zebra crossing!"]))))
        try await withAuth { auth in
            try await auth.bootstrap("admin", "one-time\u{3000}password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            #expect(try await auth.changeFailure("a\u{a0}new\u{2009}password", change.challengeToken) == nil)
            for space in [" ", "\u{a0}", "\u{2003}"] {
                #expect(try await auth.login("admin", "a\(space)new\(space)password").enrollment != nil)
            }
            #expect(try await status { try await auth.login("admin", "anewpassword") } == .unauthenticated)
        }
    }

    @Test("an operator's list is without regard to case, and shorter entries don't matter")
    func denylist() throws {
        let rules = PasswordRules(denylist: try Denylist(lines: ["Zebra crossing!", "short"]))
        #expect(!isAllowed("zebra CROSSING!", rules))
        #expect(isAllowed("zebra crossings", rules))
    }

    @Test("the list is read from a file, of bounded size")
    func file() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("zebra crossing!\r\nanother zebra crossing\n", to: "denied")
        #expect(try Denylist(file: path).contains("another zebra crossing"))
        #expect(try Denylist(file: path, bytesMax: 40).contains("zebra crossing!"))
        #expect(throws: SettingsError.self) { try Denylist(file: path, bytesMax: 39) }
        #expect(throws: SettingsError.self) { try Denylist(file: "/nowhere") }
    }

    @Test("the list holds as many passwords as are allowed, and no more")
    func entries() throws {
        let lines: [Substring] = ["zebra crossing 1", "zebra crossing 2", "short"]
        _ = try Denylist(lines: lines, entriesMax: 2)
        #expect(throws: SettingsError.self) { try Denylist(lines: lines, entriesMax: 1) }
    }

    @Test("the setting is for everybody who chooses a password, and a bad file stops the start")
    func setting() async throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("zebra crossing!\n", to: "denied")
        try await withAuth(["PASSWORD_DENYLIST_FILE": path]) { auth in
            try await auth.bootstrap("admin", "one-time password")
            let change = try await need(auth.login("admin", "one-time password").passwordChange)
            #expect(try await auth.changeFailure("zebra crossing!", change.challengeToken)?.code == .invalidArgument)
            #expect(try await auth.changeFailure("zebra crossings", change.challengeToken) == nil)
        }
        await #expect(throws: SettingsError.self) {
            try await withAuth(["PASSWORD_DENYLIST_FILE": "/nowhere"]) { _ in }
        }
    }
}
