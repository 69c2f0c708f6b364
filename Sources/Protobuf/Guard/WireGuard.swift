internal import CProtobufC

/// The pass over a message's bytes that protobuf-c needs before it sees them: protobuf-c has no limit on depth or
/// memory, and accepts strings that are not UTF-8 or hold a NUL.
///
/// What passes here protobuf-c decodes without an error; what it would refuse is refused here with a reason.
package enum WireGuard {
    package static func check(_ bytes: UnsafeRawBufferPointer, _ layout: MessageLayout) throws(WireError) {
        guard let start = bytes.baseAddress else { return }
        let free = WireLimits.decodedBytesFree
        var pass = GuardPass(memoryLeft: max(free, bytes.count &* WireLimits.decodedBytesPerWireByteMax))
        try pass.message(GuardCursor(at: start, end: start + bytes.count), layout.descriptor, depth: 1)
    }
}

/// One pass: what is left of the memory that the decoded message may take.
private struct GuardPass {
    typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>
    typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

    var memoryLeft: Int

    init(memoryLeft: Int) {
        self.memoryLeft = memoryLeft
    }

    mutating func message(_ cursor: GuardCursor, _ descriptor: Descriptor, depth: Int) throws(WireError) {
        guard depth <= WireLimits.depthMax else { throw .tooDeep }
        try spend(descriptor.pointee.sizeof_message)
        var cursor = cursor
        let start = cursor.at
        var lookup = FieldLookup(descriptor)
        while !cursor.isAtEnd {
            let tag = try cursor.tag()
            try spend(WireLimits.scannedFieldBytes)
            guard let field = lookup.field(tag >> 3) else {
                let data = try cursor.skip(wireType: tag & 7)
                try spend(WireLimits.unknownFieldBytes + data)
                continue
            }
            if lookup.isRepeatOfSingularMessage(field) {
                // protobuf-c merges the two, and copies the arrays of both.
                try spend((cursor.at - start) * WireLimits.decodedBytesPerWireByteMax)
            }
            try value(of: field, wireType: tag & 7, &cursor, depth: depth)
        }
    }

    private mutating func value(
        of field: Field, wireType: UInt32, _ cursor: inout GuardCursor, depth: Int
    ) throws(WireError) {
        let kind = GuardKind(field)
        let repeated = field.pointee.label == PROTOBUF_C_LABEL_REPEATED
        if wireType == WireType.lengthPrefixed, let packed = kind.packed, repeated {
            try spend(kind.elementBytes * cursor.packedElements(packed))
            return
        }
        guard wireType == kind.wireType else { throw .malformed("wrong wire type for field \(field.fieldName)") }
        if repeated { try spend(kind.elementBytes) }
        switch kind {
        case .string:
            let part = try cursor.lengthPrefixed()
            try spend(part.count + 8)
            try text(part, field)
        case .bytes:
            try spend(cursor.lengthPrefixed().count + 8)
        case .message:
            let part = try cursor.lengthPrefixed()
            guard let type = field.pointee.descriptor else { throw .malformed("field without a type") }
            try message(part, type.assumingMemoryBound(to: ProtobufCMessageDescriptor.self), depth: depth + 1)
        default:
            _ = try cursor.skip(wireType: wireType)
        }
    }

    private func text(_ part: GuardCursor, _ field: Field) throws(WireError) {
        switch UTF8Check.problem(part.at, part.count) {
        case nil: return
        case .nul: throw .embeddedNUL(field: field.fieldName)
        case .invalid: throw .invalidUTF8(field: field.fieldName)
        }
    }

    private mutating func spend(_ bytes: Int) throws(WireError) {
        memoryLeft &-= bytes
        guard memoryLeft >= 0 else { throw .tooManyElements }
    }
}

extension UnsafePointer<ProtobufCFieldDescriptor> {
    fileprivate var fieldName: String { String(cString: pointee.name) }
}
