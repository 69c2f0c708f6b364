import Testing

@testable import RPC

@Suite("The headers that a connection's calls repeat")
struct RecentMetadataTests {
    private var recent = RecentMetadata()

    private mutating func call(_ headers: [(String, String)]) -> [[String]] {
        recent.begin()
        for (name, value) in headers { add(name, value) }
        return recent.finish().map { [$0.name, $0.value] }
    }

    private mutating func add(_ name: String, _ value: String) {
        Array(name.utf8).withUnsafeBytes { name in
            Array(value.utf8).withUnsafeBytes { recent.add(name: name, value: $0) }
        }
    }

    @Test("every call gets exactly its own, whatever the one before had")
    mutating func sequences() {
        let a = ("a", "1")
        let otherA = ("a", "2")
        let b = ("b", "1")
        let long = ("long", String(repeating: "v", count: RecentMetadata.valueBytesMax + 1))
        let many = (0...RecentMetadata.entriesMax).map { ("n\($0)", "v") }
        let calls: [[(String, String)]] = [
            [], [a], [a], [a, b], [a, b], [a], [a, b], [otherA, b], [a, b], [b, a], [], [a, long, b], [a, long, b],
            [a], many, many, [a], Array(many.prefix(3)), many + [a], [long], [], [a, a, a], [a],
        ]
        for headers in calls { #expect(call(headers) == headers.map { [$0.0, $0.1] }) }
    }

    @Test("headers that break off leave nothing behind", arguments: [0, 1, 2])
    mutating func broken(count: Int) {
        _ = call([("a", "1"), ("b", "1")])
        recent.begin()
        for header in [("a", "1"), ("c", "1")].prefix(count) { add(header.0, header.1) }
        #expect(call([("a", "1"), ("b", "1")]) == [["a", "1"], ["b", "1"]])
        #expect(call([("b", "1")]) == [["b", "1"]])
    }
}
