/// The file's first rows as they were read, kept until the types of the columns are decided.
struct RowSample {
    private let limits: IngestLimits
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    private var quoted: [Bool] = []
    private var lines: [Int] = []
    /// How many fields each row has.
    private var counts: [Int32] = []

    init(limits: IngestLimits) { self.limits = limits }

    var isFull: Bool {
        lines.count >= limits.chunkRowsMax || bytes.count + ends.count * 5 + lines.count * 12 >= limits.sampleBytesTarget
    }

    mutating func append(_ fields: CSVFields, line: Int) {
        for index in 0..<fields.count {
            ends.append(fields.ends[index])
            quoted.append(fields.quoted[index])
        }
        let count = fields.count == 0 ? 0 : Int(fields.ends[fields.count - 1])
        bytes.append(contentsOf: UnsafeBufferPointer(start: fields.bytes, count: count))
        lines.append(line)
        counts.append(Int32(fields.count))
    }

    /// Calls `body` with each row.
    func forEach<Failure>(_ body: (CSVFields, Int) throws(Failure) -> Void) throws(Failure) {
        var start = 0
        var first = 0
        for (row, line) in lines.enumerated() {
            let count = Int(counts[row])
            let outcome: Result<Void, Failure> = bytes.withUnsafeBufferPointer { bytes in
                ends.withUnsafeBufferPointer { ends in
                    quoted.withUnsafeBufferPointer { quoted in
                        guard let base = Self.base(of: bytes), let ends = ends.baseAddress,
                            let quoted = quoted.baseAddress
                        else { return .success(()) }
                        let fields = CSVFields(
                            bytes: base + start, ends: ends + first, quoted: quoted + first, count: count)
                        return Result { () throws(Failure) in try body(fields, line) }
                    }
                }
            }
            try outcome.get()
            first += count
            if count > 0 { start += Int(ends[first - 1]) }
        }
    }

    /// Rows of nothing but empty fields have no bytes, and an array without any has no address.
    private static func base(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8>? {
        bytes.baseAddress ?? UnsafePointer(bitPattern: 1)
    }
}
