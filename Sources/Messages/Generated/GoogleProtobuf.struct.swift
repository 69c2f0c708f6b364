// Generated from google/protobuf/struct.proto by `make protos`.

internal import Protobuf

extension GoogleProtobuf {
    package struct Struct: ProtobufMessage {
        package var fields: [String: GoogleProtobuf.Value]

        package init() {
            fields = [:]
        }

        package init(
            fields: [String: GoogleProtobuf.Value] = [:]
        ) {
            self.fields = fields
        }
    }
}

extension GoogleProtobuf {
    package struct Value: ProtobufMessage {
        package var kind: Kind?

        package init() {
            kind = nil
        }

        package init(
            kind: Kind? = nil
        ) {
            self.kind = kind
        }

        package enum Kind: Sendable, Equatable {
            case nullValue(GoogleProtobuf.NullValue)
            case numberValue(Double)
            case stringValue(String)
            case boolValue(Bool)
            case structValue(GoogleProtobuf.Struct)
            case listValue(GoogleProtobuf.ListValue)
        }
    }
}

extension GoogleProtobuf {
    package struct ListValue: ProtobufMessage {
        package var values: [GoogleProtobuf.Value]

        package init() {
            values = []
        }

        package init(
            values: [GoogleProtobuf.Value] = []
        ) {
            self.values = values
        }
    }
}

extension GoogleProtobuf {
    package enum NullValue: RawRepresentable, CaseIterable, Sendable, Hashable {
        case nullValue
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.nullValue]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .nullValue
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .nullValue: 0
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .nullValue: "NULL_VALUE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
