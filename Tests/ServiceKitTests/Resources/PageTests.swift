import Crypto
import FoundationEssentials
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@Suite struct PageTokenTests {
    @Test func `a key comes back as it was given, empty parts and all`() throws {
        for key in [["a", "b"], ["", "x"], ["ä/:\n", ""]] {
            #expect(try PageToken.decode(PageToken.encode("list", key[0], key[1]), "list", count: 2) == key)
        }
        #expect(try PageToken.decode("", "list", count: 2) == nil)
    }

    private static let foreign = [
        PageToken.encode("other", "a", "b"), PageToken.encode("list", "a"), PageToken.encode("list", "a", "b", "c"),
        "x", "!", "bGlzdHx", Base64URL.encode([0xFF, 0xFE]),
        Base64URL.encode(Array("list|a|".utf8) + Array(repeating: 0x62, count: ServiceLimits.pageTokenBytesMax)),
    ]

    @Test(arguments: foreign) func `a token of another list, or of nobody, is refused by field`(token: String) {
        let error = #expect(throws: RPCError.self) { try PageToken.decode(token, "list", count: 2) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.fields == ["page_token"])
    }

    @Test func `a token may be as long as the limit and no longer`() throws {
        // 3 bytes make 4 characters.
        let key = String(repeating: "k", count: ServiceLimits.pageTokenBytesMax / 4 * 3 - "list|".utf8.count)
        let longest = PageToken.encode("list", key)
        #expect(longest.utf8.count == ServiceLimits.pageTokenBytesMax)
        #expect(try PageToken.decode(longest, "list", count: 1) == [key])
        let longer = PageToken.encode("list", key + "k")
        #expect(throws: RPCError.self) { try PageToken.decode(longer, "list", count: 1) }
    }
}

@Suite(.timeLimit(.minutes(1))) struct PageTests {
    @Test func `a size that is not given is the default, one too large is cut, a negative one is refused`() throws {
        let (standard, most) = (ServiceLimits.pageSizeDefault, ServiceLimits.pageSizeMax)
        for (asked, given) in [(0, standard), (1, 1), (Int32(most), most), (Int32(most) + 1, most), (.max, most)] {
            #expect(try Page(size: asked, token: "", of: "t").size == given)
        }
        let error = #expect(throws: RPCError.self) { try Page(size: -1, token: "", of: "t") }
        #expect(error?.fields == ["page_size"])
    }

    @Test func `a key that is none is refused`() {
        for token in [PageToken.encode("newest", "x", UUID().text), PageToken.encode("newest", "1", "x")] {
            let error = #expect(throws: RPCError.self) { try Page(size: 0, token: token, of: "t") }
            #expect(error?.fields == ["page_token"])
        }
    }

    private static let table = [
        Migration(
            version: 1, name: "things",
            sql: "CREATE TABLE metrics.things (id uuid PRIMARY KEY, created_at timestamptz NOT NULL)")
    ]

    @Test(arguments: [1, 2, 3, 100] as [Int32])
    func `pages follow each other without a gap, in microseconds and where times are equal`(size: Int32) async throws {
        try await TestDatabase.with("metrics", Self.table) { _, pool in
            _ = try await pool.withConnection { connection in
                // Three of each microsecond.
                try await connection.execute(
                    """
                    INSERT INTO metrics.things
                    SELECT gen_random_uuid(), timestamptz '2026-01-01' + n / 3 * interval '1 microsecond'
                    FROM generate_series(0, 10) AS n
                    """)
            }
            var listed: [UUID] = []
            var token = ""
            repeat {
                let page = try Page(size: size, token: token, of: "t")
                let rows = try await pool.withConnection { connection in
                    // Another table with columns of the same names stands beside it.
                    try await connection.query(
                        """
                        SELECT t.id, \(page.keyColumns) FROM metrics.things t JOIN metrics.things o ON o.id = t.id
                        WHERE \(page.condition) \(page.order)
                        """)
                }
                let (kept, next) = try page.cut(rows)
                #expect(kept.count <= size && !kept.isEmpty)
                listed += try kept.map { try $0.decode(UUID.self, 0) }
                token = next
            } while !token.isEmpty
            let all = try await pool.withConnection { connection in
                try await connection.query("SELECT id FROM metrics.things ORDER BY created_at DESC, id DESC")
            }
            #expect(try listed == all.map { try $0.decode(UUID.self, 0) })
        }
    }
}
