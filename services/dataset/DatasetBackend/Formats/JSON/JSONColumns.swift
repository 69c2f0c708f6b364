/// The columns that keys have named so far, found by the bytes of their names.
///
/// Objects of one file mostly have their keys in one order, so the columns after the one found last are tried first; only
/// what isn't among them is looked up. Hasher is keyed per process, so that no file can be made whose keys all collide.
struct JSONColumns: ~Copyable {
    private(set) var names: [[UInt8]] = []
    /// All names one after the other, each with the quotes around it, as it stands in a record.
    private var quotedNames: [UInt8] = []
    private var starts: [Int] = [0]
    /// An open-addressing table of column numbers, one up; a power of two in size, at most half full.
    private var slots = [Int32](repeating: 0, count: 64)

    var count: Int { names.count }

    /// Whether the name of column `index`, in quotes, stands at `bytes`, where a quote is: how many bytes it takes there.
    @inline(__always)
    func length(of index: Int, at bytes: UnsafePointer<UInt8>, available: Int) -> Int? {
        guard index < names.count else { return nil }
        let start = starts[index]
        let length = starts[index + 1] - start
        guard length <= available else { return nil }
        let isSame = quotedNames.withUnsafeBytes { names in
            var position = 0
            // The record's bytes can be read beyond the name (JSONCursor.padding), the names' can't.
            while position + 8 <= length {
                let expected = names.loadUnaligned(fromByteOffset: start + position, as: UInt64.self)
                guard expected == UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self) else {
                    return false
                }
                position += 8
            }
            while position < length {
                guard names[start + position] == bytes[position] else { return false }
                position += 1
            }
            return true
        }
        return isSame ? length : nil
    }

    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if names[index].elementsEqual(name) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a name that is not there yet, and returns its index.
    mutating func add(_ name: [UInt8]) -> Int {
        names.append(name)
        // What JSON escapes can't be compared with as it stands; 0xFF is in no name, so it is looked up each time.
        let isPlain = !name.contains { $0 < ASCII.space || $0 == ASCII.quote || $0 == UInt8(ascii: "\\") }
        quotedNames += isPlain ? [ASCII.quote] + name + [ASCII.quote] : [0xFF]
        starts.append(quotedNames.count)
        if names.count * 2 > slots.count {
            slots = Array(repeating: 0, count: slots.count * 2)
            for index in names.indices.dropLast() { enter(index) }
        }
        enter(names.count - 1)
        return names.count - 1
    }

    /// Forgets the columns that were added last.
    mutating func removeAll(from first: Int) {
        guard first < names.count else { return }
        names.removeLast(names.count - first)
        quotedNames.removeLast(quotedNames.count - starts[first])
        starts.removeLast(starts.count - first - 1)
        slots = Array(repeating: 0, count: slots.count)
        for index in names.indices { enter(index) }
    }

    private mutating func enter(_ index: Int) {
        var slot = names[index].withUnsafeBufferPointer(Self.hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index + 1)
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(name))
        return hasher.finalize()
    }
}
