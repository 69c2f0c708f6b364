internal import CProtobufC

/// Finds the fields of one message by number, fastest in the order in which encoders write them.
struct FieldLookup {
    typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

    private let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    /// Index of the field found last.
    private var last = 0
    /// Bits of the singular message fields that occurred; fields 64 apart share one, which errs on the strict side.
    private var seen: UInt64 = 0

    init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        self.descriptor = descriptor
    }

    mutating func field(_ number: UInt32) -> Field? {
        guard let fields = descriptor.pointee.fields else { return nil }
        let count = Int(descriptor.pointee.n_fields)
        if last < count, fields[last].id == number { return fields + last }
        if last + 1 < count, fields[last + 1].id == number {
            last += 1
            return fields + last
        }
        guard let index = indexInRanges(number) else { return nil }
        last = index
        return fields + index
    }

    /// Numbers come as runs of consecutive ones, few in a message; a closing entry ends the last run.
    private func indexInRanges(_ number: UInt32) -> Int? {
        guard let ranges = descriptor.pointee.field_ranges else { return nil }
        for run in 0..<Int(descriptor.pointee.n_field_ranges) {
            let offset = Int(number) - Int(ranges[run].start_value)
            if offset < 0 { return nil }
            let index = Int(ranges[run].orig_index) + offset
            if index < Int(ranges[run + 1].orig_index) { return index }
        }
        return nil
    }

    mutating func isRepeatOfSingularMessage(_ field: Field) -> Bool {
        guard field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, field.pointee.label != PROTOBUF_C_LABEL_REPEATED else {
            return false
        }
        let bit: UInt64 = 1 << UInt64(last & 63)
        defer { seen |= bit }
        return seen & bit != 0
    }
}
