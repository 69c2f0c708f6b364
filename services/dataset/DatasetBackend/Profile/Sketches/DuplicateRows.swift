/// How many rows equal an earlier one, by their 64-bit hashes in bounded memory.
///
/// Wegman's adaptive sampling (Flajolet 1990, "On adaptive sampling"): all rows whose hash ends in so many zero bits are
/// counted exactly, each hash with its number; when there are more hashes than fit, one more zero bit is asked for. So the
/// answer is exact up to `exactMax` distinct rows, and a table without duplicates never seems to have some, as it would
/// from the difference of two estimates.
struct DuplicateRows: Sendable {
    static let exactMax = 65_536
    private static let slots = exactMax * 2

    /// Free slots hold a count of 0.
    private var hashes = [UInt64](repeating: 0, count: slots)
    private var counts = [UInt32](repeating: 0, count: slots)
    private var size = 0
    /// Who knew the slots could make rows that all want the same one.
    private let slotKey = UInt64.random(in: .min ... .max)
    private var zeroBits: UInt64 = 0
    private(set) var rows: Int64 = 0

    mutating func insert(_ rowHashes: Span<UInt64>) {
        rows += Int64(rowHashes.count)
        for index in rowHashes.indices {
            // The sums of products above are not mixed evenly in their lowest bits.
            let hash = ValueHash.of(rowHashes[index])
            if hash & ((1 << zeroBits) - 1) == 0 { count(hash, by: 1) }
        }
    }

    private mutating func count(_ hash: UInt64, by number: UInt32) {
        var slot = Int(truncatingIfNeeded: ValueHash.of(hash ^ slotKey)) & (Self.slots - 1)
        while counts[slot] != 0 {
            if hashes[slot] == hash {
                counts[slot] = counts[slot].addingReportingOverflow(number).overflow ? .max : counts[slot] + number
                return
            }
            slot = (slot + 1) & (Self.slots - 1)
        }
        (hashes[slot], counts[slot]) = (hash, number)
        size += 1
        while size > Self.exactMax { thin() }
    }

    private mutating func thin() {
        zeroBits += 1
        let mask: UInt64 = (1 << zeroBits) - 1
        let kept = hashes.indices.filter { counts[$0] != 0 && hashes[$0] & mask == 0 }.map { (hashes[$0], counts[$0]) }
        for slot in counts.indices { counts[slot] = 0 }
        size = 0
        for (hash, number) in kept { count(hash, by: number) }
    }

    var isExact: Bool { zeroBits == 0 }

    /// Exact, or the better of two estimates: repetitions seen in the sample times its rate, which is best for few
    /// duplicates; or rows less distinct ones, which does not depend on whether a row that fills half the table happens
    /// to be in the sample. The first is believed unless the second contradicts it by five of its standard errors.
    var estimate: Int64 {
        let scale = Double(UInt64(1) << zeroBits)
        let repeated = counts.reduce(0.0) { $0 + ($1 > 1 ? Double($1 - 1) : 0) } * scale
        guard !isExact else { return Int64(repeated) }
        let difference = Double(rows) - Double(size) * scale
        let deviation = Double(size).squareRoot() * scale
        let isContradicted = abs(repeated - difference) > 5 * deviation
        return Int64(min(Double(rows - 1), max(0, isContradicted ? difference : repeated)).rounded())
    }
}
