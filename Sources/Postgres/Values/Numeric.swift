/// PostgreSQL's binary `numeric`: base-10000 digits, the weight of the first one, a sign and a display scale.
struct Numeric {
    private enum Sign {
        static let negative: UInt16 = 0x4000
        static let notANumber: UInt16 = 0xC000
        static let positiveInfinity: UInt16 = 0xD000
        static let negativeInfinity: UInt16 = 0xF000
    }

    private let digits: [UInt16]
    private let weight: Int
    private let sign: UInt16
    private let scale: Int

    init?(_ bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt16 {
            UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
        }
        guard bytes.count >= 8, bytes.count == 8 + 2 * Int(word(0)) else { return nil }
        digits = (0..<Int(word(0))).map { word(4 + $0) }
        weight = Int(Int16(bitPattern: word(1)))
        sign = word(2)
        scale = Int(word(3))
    }

    /// The value, if it is whole and fits.
    var integer: Int64? {
        guard sign == 0 || sign == Sign.negative, digits.count <= weight + 1 else { return digits.isEmpty ? 0 : nil }
        var magnitude: Int64 = 0
        for place in 0..<max(weight + 1, 0) {
            let (shifted, tooLong) = magnitude.multipliedReportingOverflow(by: 10_000)
            let (sum, tooMuch) = shifted.addingReportingOverflow(Int64(digit(place)))
            if tooLong || tooMuch { return nil }
            magnitude = sum
        }
        return sign == Sign.negative ? -magnitude : magnitude
    }

    /// As the server prints it.
    var text: String {
        switch sign {
        case Sign.notANumber: return "NaN"
        case Sign.positiveInfinity: return "Infinity"
        case Sign.negativeInfinity: return "-Infinity"
        default: break
        }
        var text = sign == Sign.negative ? "-" : ""
        text += weight < 0 ? "0" : wholePart
        return scale == 0 ? text : text + "." + fraction
    }

    private var wholePart: String {
        (0...weight).reduce(into: "") { text, place in
            text += place == 0 ? String(digit(0)) : padded(digit(place))
        }
    }

    private var fraction: String {
        let groups = (scale + 3) / 4
        let all = (0..<groups).reduce(into: "") { $0 += padded(digit(weight + 1 + $1)) }
        return String(all.prefix(scale))
    }

    private func digit(_ place: Int) -> UInt16 {
        digits.indices.contains(place) ? digits[place] : 0
    }

    private func padded(_ digit: UInt16) -> String {
        let text = String(digit)
        return String(repeating: "0", count: 4 - text.count) + text
    }
}
