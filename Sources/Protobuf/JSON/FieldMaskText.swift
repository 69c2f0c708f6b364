/// "a.bC,d" of a google.protobuf.FieldMask, whose paths are "a.b_c" and "d" on the wire.
enum FieldMaskText {
    /// nil when a path holds what has no way back.
    static func snakeCase(_ path: UnsafeBufferPointer<UInt8>.SubSequence) -> [UInt8]? {
        var snake: [UInt8] = []
        for byte in path {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): snake += [UInt8(ascii: "_"), byte | 0x20]
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                snake.append(byte)
            default: return nil
            }
        }
        return snake.isEmpty ? nil : snake
    }

    /// Appends a path in lowerCamelCase; false when it is not a path in snake_case.
    static func appendCamelCase(_ path: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Bool {
        var isAfterUnderscore = false
        for byte in path {
            switch byte {
            case UInt8(ascii: "_"):
                if isAfterUnderscore { return false }
                isAfterUnderscore = true
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                output.append(isAfterUnderscore ? byte & 0xDF : byte)
                isAfterUnderscore = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                if isAfterUnderscore { return false }
                output.append(byte)
            default: return false
            }
        }
        return !isAfterUnderscore
    }
}
