/// Which statements a connection has prepared, and under which names. Names are never used twice, so a statement that
/// was forgotten can't be mistaken for a new one.
struct StatementCache {
    struct Key: Hashable {
        var text: String
        var types: [UInt32]
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    /// Names that the server still knows and we no longer use.
    private(set) var toDeallocate: [String] = []

    init(limit: Int) { self.limit = max(limit, 1) }

    var count: Int { entries.count }

    /// The name of a statement that is prepared already.
    mutating func name(of key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    mutating func makeName() -> String {
        names += 1
        return "s\(names)"
    }

    /// The server has prepared the statement.
    mutating func add(_ key: Key, name: String) {
        uses += 1
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            toDeallocate.append(oldest.value.name)
        }
        entries[key] = Entry(name: name, lastUse: uses)
    }

    mutating func deallocated(_ name: String) { toDeallocate.removeAll { $0 == name } }

    /// A change of the schema outdated what was prepared.
    mutating func forgetAll() {
        toDeallocate += entries.values.map(\.name)
        entries = [:]
    }
}
