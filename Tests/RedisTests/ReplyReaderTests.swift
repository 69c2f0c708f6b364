import Testing

@testable import Redis

@Suite("Replies")
struct ReplyReaderTests {
    private func read(_ text: String, pieces: Int = .max, bytesMax: Int = 1 << 20, elementsMax: Int = 1000) throws
        -> [RedisValue]
    {
        let reader = try ReplyReader(bytesMax: bytesMax, elementsMax: elementsMax)
        var replies: [RedisValue] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            rest = rest.dropFirst(piece.count)
            replies += try piece.withUnsafeBytes { try reader.feed($0) }
        }
        return replies
    }

    private static let all =
        "+OK\r\n:-42\r\n$5\r\na\r\nbc\r\n$-1\r\n*-1\r\n*0\r\n-ERR no\r\n*3\r\n:1\r\n*2\r\n$0\r\n\r\n-X y\r\n$-1\r\n"

    @Test("every kind is read, in whatever pieces it comes", arguments: [1, 2, 3, 7, Int.max])
    func kinds(pieces: Int) throws {
        #expect(
            try read(Self.all, pieces: pieces) == [
                .status("OK"), .integer(-42), .bytes(Array("a\r\nbc".utf8)), .null, .null, .array([]), .error("ERR no"),
                .array([.integer(1), .array([.bytes([]), .error("X y")]), .null]),
            ])
    }

    @Test("what is no reply is refused", arguments: ["x\r\n", "HTTP/1.1 400\r\n", "*-7\r\n", "*1\r\nz\r\n"])
    func malformed(text: String) throws {
        #expect(throws: RedisError.self) { try read(text) }
    }

    @Test("a reply of as many bytes as are allowed is read, one byte more is refused, complete or not")
    func bytes() throws {
        let reply = "$10\r\n0123456789\r\n"
        #expect(try read(reply, bytesMax: reply.utf8.count).count == 1)
        #expect(try read(reply + reply, bytesMax: reply.utf8.count).count == 2)
        #expect(throws: RedisError.self) { try read(reply, bytesMax: reply.utf8.count - 1) }
        #expect(throws: RedisError.self) { try read(reply, pieces: 1, bytesMax: reply.utf8.count - 1) }
        #expect(throws: RedisError.self) { try read("$1000\r\n" + String(repeating: "x", count: 20), bytesMax: 20) }
    }

    @Test(
        "arrays of as many elements as are allowed are read, nested ones counted in; a promise of more is refused at once"
    )
    func elements() throws {
        #expect(try read("*2\r\n*1\r\n:1\r\n:2\r\n", elementsMax: 3).count == 1)
        #expect(throws: RedisError.self) { try read("*2\r\n*2\r\n", elementsMax: 3) }
        #expect(throws: RedisError.self) { try read("*1000000000\r\n") }
    }

    @Test("arrays nest 7 deep and no deeper")
    func depth() throws {
        #expect(try read(String(repeating: "*1\r\n", count: 7) + ":1\r\n").count == 1)
        #expect(throws: RedisError.self) { try read(String(repeating: "*1\r\n", count: 9) + ":1\r\n") }
    }

    @Test("a reader that is dropped in the middle of a reply frees what it has read")
    func dropped() throws {
        #expect(try read("*3\r\n$3\r\nabc\r\n*2\r\n:1\r\n").isEmpty)
    }
}
