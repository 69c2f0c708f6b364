/// One .proto file, as far as code is generated from it.
struct ProtoFile {
    var name: String
    var package: String
    /// Whether our own generators write code for it; descriptor.proto is proto2 and only protobuf-c's business.
    var isGenerated: Bool
    var messages: [ProtoMessage] = []
    var enums: [ProtoEnum] = []
    var services: [ProtoService] = []
}

struct ProtoMessage {
    /// "pynomaly.dataset.v1.Dataset".
    var fullName: String
    var name: String
    var comment: String
    var fields: [ProtoField] = []
    var oneofs: [String] = []
    var messages: [ProtoMessage] = []
    var enums: [ProtoEnum] = []
    /// Made by protoc for a map field.
    var isMapEntry = false

    /// Members in the order of the file; a oneof stands where its first field stands.
    var members: [ProtoMember] {
        var result: [ProtoMember] = []
        var seen: Set<Int> = []
        for field in fields {
            guard let index = field.oneofIndex, !field.isOptional else {
                result.append(.field(field))
                continue
            }
            guard seen.insert(index).inserted else { continue }
            let alternatives = fields.filter { $0.oneofIndex == index && !$0.isOptional }
            result.append(.oneof(name: oneofs[index], alternatives))
        }
        return result
    }
}

enum ProtoMember {
    case field(ProtoField)
    case oneof(name: String, [ProtoField])
}

struct ProtoField {
    enum Kind: Equatable {
        case double, float, int32, int64, uint32, uint64, bool, string, bytes
        /// Full names.
        case message(String)
        case enumeration(String)
    }

    var name: String
    var number: Int
    var comment: String
    var kind: Kind
    var isRepeated: Bool
    /// Declared `optional`: protoc puts it alone into a oneof of its own.
    var isOptional: Bool
    var oneofIndex: Int?
}

struct ProtoEnum {
    struct Value {
        var name: String
        var number: Int32
        var comment: String
    }

    var fullName: String
    var name: String
    var comment: String
    var values: [Value]
}

struct ProtoService {
    var fullName: String
    var name: String
    var comment: String
    var methods: [ProtoMethod]
}

struct ProtoMethod {
    enum Idempotency {
        case unknown, noSideEffects, idempotent
    }

    var name: String
    var comment: String
    var input: String
    var output: String
    var clientStreams: Bool
    var serverStreams: Bool
    var idempotency: Idempotency
    var options: MethodOptions
}
