import CDescriptors
import CProtobufC

/// Turns descriptors, as protobuf-c gives them, into our model.
struct FileReader {
    private let file: Google__Protobuf__FileDescriptorProto
    private let comments: [[Int32]: String]

    static func read(_ file: Google__Protobuf__FileDescriptorProto) throws -> ProtoFile {
        try FileReader(file).read()
    }

    private init(_ file: Google__Protobuf__FileDescriptorProto) {
        self.file = file
        // Comments of files that are not ours stay with their authors.
        comments = text(file.name).hasPrefix("google/protobuf/") ? [:] : Self.comments(file)
    }

    private static func comments(_ file: Google__Protobuf__FileDescriptorProto) -> [[Int32]: String] {
        guard let info = file.source_code_info?.pointee else { return [:] }
        var result: [[Int32]: String] = [:]
        for location in members(info.location, info.n_location) {
            guard let comment = location.leading_comments else { continue }
            result[(0..<location.n_path).map { location.path[$0] }] = text(comment)
        }
        return result
    }

    private func comment(_ path: [Int32]) -> String { comments[path] ?? "" }

    /// `path` and `prefix` lead to a declaration: field numbers and indices, and the name of what encloses it.
    private func numbered<Struct, Result>(
        _ structs: [Struct], _ path: [Int32], _ field: Int32, _ read: (Struct, [Int32]) throws -> Result
    ) rethrows -> [Result] {
        try structs.enumerated().map { try read($1, path + [field, Int32($0)]) }
    }

    private func read() throws -> ProtoFile {
        let package = text(file.package)
        return ProtoFile(
            name: text(file.name), package: package, isGenerated: text(file.syntax) == "proto3",
            messages: try numbered(members(file.message_type, file.n_message_type), [], 4) {
                try message($0, $1, package)
            },
            enums: numbered(members(file.enum_type, file.n_enum_type), [], 5) { enumeration($0, $1, package) },
            services: try numbered(members(file.service, file.n_service), [], 6) { try service($0, $1, package) })
    }

    private func message(
        _ message: Google__Protobuf__DescriptorProto, _ path: [Int32], _ prefix: String
    ) throws -> ProtoMessage {
        let name = text(message.name)
        let full = prefix + "." + name
        return ProtoMessage(
            fullName: full, name: name, comment: comment(path),
            fields: try numbered(members(message.field, message.n_field), path, 2) { try field($0, $1) },
            oneofs: members(message.oneof_decl, message.n_oneof_decl).map { text($0.name) },
            messages: try numbered(members(message.nested_type, message.n_nested_type), path, 3) {
                try self.message($0, $1, full)
            },
            enums: numbered(members(message.enum_type, message.n_enum_type), path, 4) { enumeration($0, $1, full) },
            isMapEntry: message.options?.pointee.map_entry == 1)
    }

    private func field(_ field: Google__Protobuf__FieldDescriptorProto, _ path: [Int32]) throws -> ProtoField {
        ProtoField(
            name: text(field.name), number: Int(field.number), comment: comment(path), kind: try kind(field),
            isRepeated: field.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED,
            isOptional: field.has_proto3_optional != 0 && field.proto3_optional != 0,
            oneofIndex: field.has_oneof_index != 0 ? Int(field.oneof_index) : nil)
    }

    private func kind(_ field: Google__Protobuf__FieldDescriptorProto) throws -> ProtoField.Kind {
        // Type names begin with a dot.
        let typeName = String(text(field.type_name).dropFirst())
        return switch field.type {
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_DOUBLE: .double
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FLOAT: .float
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT32,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT32,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED32:
            .int32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT64,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT64,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED64:
            .int64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT32,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED32:
            .uint32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT64,
            GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED64:
            .uint64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BOOL: .bool
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING: .string
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES: .bytes
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE: .message(typeName)
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM: .enumeration(typeName)
        // descriptor.proto has no group either.
        default: throw GeneratorError("field \(text(field.name)): groups are not supported")
        }
    }

    private func enumeration(
        _ declared: Google__Protobuf__EnumDescriptorProto, _ path: [Int32], _ prefix: String
    ) -> ProtoEnum {
        let name = text(declared.name)
        let values = numbered(members(declared.value, declared.n_value), path, 2) {
            ProtoEnum.Value(name: text($0.name), number: $0.number, comment: comment($1))
        }
        return ProtoEnum(fullName: prefix + "." + name, name: name, comment: comment(path), values: values)
    }

    private func service(
        _ service: Google__Protobuf__ServiceDescriptorProto, _ path: [Int32], _ prefix: String
    ) throws -> ProtoService {
        let name = text(service.name)
        let methods = try numbered(members(service.method, service.n_method), path, 2) { try method($0, $1) }
        return ProtoService(fullName: prefix + "." + name, name: name, comment: comment(path), methods: methods)
    }

    private func method(_ method: Google__Protobuf__MethodDescriptorProto, _ path: [Int32]) throws -> ProtoMethod {
        let options = method.options?.pointee
        return ProtoMethod(
            name: text(method.name), comment: comment(path),
            input: String(text(method.input_type).dropFirst()), output: String(text(method.output_type).dropFirst()),
            clientStreams: method.client_streaming != 0, serverStreams: method.server_streaming != 0,
            idempotency: idempotency(options),
            options: try MethodOptions(unknown: options.map { try Self.unknownFields($0.base) } ?? []))
    }

    private func idempotency(_ options: Google__Protobuf__MethodOptions?) -> ProtoMethod.Idempotency {
        switch options?.idempotency_level {
        case GOOGLE__PROTOBUF__METHOD_OPTIONS__IDEMPOTENCY_LEVEL__NO_SIDE_EFFECTS: .noSideEffects
        case GOOGLE__PROTOBUF__METHOD_OPTIONS__IDEMPOTENCY_LEVEL__IDEMPOTENT: .idempotent
        default: .unknown
        }
    }

    private static func unknownFields(_ message: ProtobufCMessage) throws -> [WireField] {
        try (0..<Int(message.n_unknown_fields)).flatMap { index in
            let field = message.unknown_fields[index]
            // protobuf-c keeps the value as on the wire, without the tag.
            let tag = UInt64(field.tag) << 3 | UInt64(field.wire_type.rawValue)
            let bytes = UnsafeBufferPointer(start: field.data, count: field.len)
            return try WireField.parse(varint(tag) + bytes)
        }
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
