/// A message type whose JSON form is not an object of its fields.
package enum WellKnownType: Sendable {
    case timestamp, duration, fieldMask, structure, value, listValue, any
    /// BoolValue, StringValue, …: bare on the outside, field 1 on the wire.
    case wrapper

    init?(fullName: String) {
        switch fullName {
        case "google.protobuf.Timestamp": self = .timestamp
        case "google.protobuf.Duration": self = .duration
        case "google.protobuf.FieldMask": self = .fieldMask
        case "google.protobuf.Struct": self = .structure
        case "google.protobuf.Value": self = .value
        case "google.protobuf.ListValue": self = .listValue
        case "google.protobuf.Any": self = .any
        case "google.protobuf.DoubleValue", "google.protobuf.FloatValue", "google.protobuf.Int64Value",
            "google.protobuf.UInt64Value", "google.protobuf.Int32Value", "google.protobuf.UInt32Value",
            "google.protobuf.BoolValue", "google.protobuf.StringValue", "google.protobuf.BytesValue":
            self = .wrapper
        default: return nil
        }
    }
}

package final class MessageDescriptor: Sendable {
    package let fullName: String
    /// Ordered by field number.
    package let fields: [FieldDescriptor]
    package let oneofNames: [String]
    package let isMapEntry: Bool
    package let wellKnown: WellKnownType?
    private let names: NameTable
    /// Index by number for small numbers, which nearly all are; -1 where there is no field.
    private let byNumber: [Int32]

    init(fullName: String, fields: [FieldDescriptor], oneofNames: [String], isMapEntry: Bool) {
        let fields = fields.sorted { $0.number < $1.number }
        self.fullName = fullName
        self.fields = fields
        self.oneofNames = oneofNames
        self.isMapEntry = isMapEntry
        self.wellKnown = WellKnownType(fullName: fullName)
        var entries = fields.enumerated().map { (name: $1.jsonName, index: $0) }
        entries += fields.enumerated().map { (name: $1.name, index: $0) }
        self.names = NameTable(entries)
        var byNumber = [Int32](repeating: -1, count: Int(min(fields.last?.number ?? 0, 255)) + 1)
        for (index, field) in fields.enumerated() where Int(field.number) < byNumber.count {
            byNumber[Int(field.number)] = Int32(index)
        }
        self.byNumber = byNumber
    }

    /// Index into `fields` by JSON name or proto name.
    package func fieldIndex(named name: UnsafeBufferPointer<UInt8>) -> Int? { names.index(of: name) }

    package func field(named name: String) -> FieldDescriptor? {
        var name = name
        return name.withUTF8 { names.index(of: $0) }.map { fields[$0] }
    }

    package func fieldIndex(number: UInt32) -> Int? {
        if Int(number) < byNumber.count {
            return byNumber[Int(number)] < 0 ? nil : Int(byNumber[Int(number)])
        }
        return fields.firstIndex { $0.number == number }
    }

    package func field(number: UInt32) -> FieldDescriptor? { fieldIndex(number: number).map { fields[$0] } }
}

package final class EnumDescriptor: Sendable {
    package let fullName: String
    private let byName: NameTable
    private let byNumber: [Int32: String]
    private let numbers: [Int32]

    init(fullName: String, values: [(name: String, number: Int32)]) {
        self.fullName = fullName
        self.numbers = values.map(\.number)
        self.byName = NameTable(values.enumerated().map { (name: $1.name, index: $0) })
        // With aliases the first name declared stands for the number.
        self.byNumber = Dictionary(values.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// JSON's null is a value of this enum, not "unset".
    package var isNullValue: Bool { fullName == "google.protobuf.NullValue" }
    package func number(named name: UnsafeBufferPointer<UInt8>) -> Int32? { byName.index(of: name).map { numbers[$0] } }
    package func name(of number: Int32) -> String? { byNumber[number] }
}
