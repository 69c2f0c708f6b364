/// The shared half of Base32 and Base64URL: bytes cut into groups of bits, one character each, no padding.
struct BitGroups: Sendable {
    let bits: Int
    let alphabet: [UInt8]
    private let values: [UInt8]
    private static let none: UInt8 = 255

    /// `folding` also reads lower-case letters as the alphabet's upper-case ones.
    init(bits: Int, alphabet: String, folding: Bool = false) {
        self.bits = bits
        self.alphabet = Array(alphabet.utf8)
        var values = [UInt8](repeating: Self.none, count: 256)
        for (value, character) in self.alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
            if folding, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character) {
                values[Int(character) + 32] = UInt8(value)
            }
        }
        self.values = values
    }

    func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingBits += 8
            while pendingBits >= bits {
                pendingBits -= bits
                text.append(alphabet[Int(pending >> UInt32(pendingBits)) & (alphabet.count - 1)])
            }
        }
        if pendingBits > 0 {
            text.append(alphabet[Int(pending << UInt32(bits - pendingBits)) & (alphabet.count - 1)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil unless the text is exactly what `encode` gives for some bytes: no padding, no foreign character, no
    /// bits left over. Two texts never mean the same bytes, so a token has one form.
    func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * bits / 8)
        var pending: UInt32 = 0
        var pendingBits = 0
        for character in text {
            let value = values[Int(character)]
            guard value != Self.none else { return nil }
            pending = pending << UInt32(bits) | UInt32(value)
            pendingBits += bits
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(pendingBits)))
            }
        }
        let leftOver = pending & ((1 << UInt32(pendingBits)) - 1)
        return pendingBits < bits && leftOver == 0 ? bytes : nil
    }
}
