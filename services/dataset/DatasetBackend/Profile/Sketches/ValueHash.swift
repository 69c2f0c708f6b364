/// 64-bit hashes of values, the same in every process and release: profiles don't change from run to run.
///
/// They hold against accidents, not against an adversary: who makes values collide spoils the profile of their own data.
enum ValueHash {
    /// Of a word; one to one (the finalizer of SplitMix64, Steele, Lea and Flood 2014), so that values of 64 bits never
    /// collide.
    @inline(__always) static func of(_ word: UInt64) -> UInt64 {
        var z = word &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Of the text's bytes, eight at a time, and their number.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var (hash, word, count): (UInt64, UInt64, UInt64) = (0, 0, 0)
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 {
                hash = of(hash ^ word)
                word = 0
            }
        }
        return of(of(hash ^ word) ^ count)
    }

    /// What a value of a hash adds to its row's: summed over the columns, whose order then does not matter to the
    /// workers that add.
    ///
    /// - Parameter salt: of the column, so that the same value in another one counts as another.
    @inline(__always) static func contribution(_ hash: UInt64, salt: UInt64) -> UInt64 {
        let product = (hash ^ salt).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    /// What a missing value counts as.
    static let missing: UInt64 = 0x6D69_7373_696E_6721
}

/// A stream of random words (SplitMix64) for what sketches decide by chance, seeded by the place of the column.
struct SketchGenerator: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = ValueHash.of(seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return ValueHash.of(state)
    }
}
