/// A bounded map that forgets what was not used for the longest time.
///
/// Two halves: what is used goes to the young one; when that is full it becomes the old one, and the old one is
/// forgotten. So each step is a look-up, without the list of a strict order.
struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let halfMax: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// - Parameter countMax: values kept at most, at least 2.
    init(countMax: Int) { halfMax = max(1, countMax / 2) }

    var count: Int { young.count + old.count }

    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        old[key] = nil
        if young[key] == nil, young.count >= halfMax {
            old = young
            young = [:]
        }
        young[key] = value
    }

    mutating func remove(_ key: Key) {
        young[key] = nil
        old[key] = nil
    }
}
