/// Fields given as text by path, as a URL gives them, on their way to wire bytes.
///
/// Each value follows the rules of the field's JSON string; members of one message are written together.
package struct ParameterEncoder {
    private struct Parameter {
        var path: ArraySlice<FieldDescriptor>
        var text: String
    }

    private let codec: JSONCodec
    private var parameters: [Parameter] = []

    package init(_ codec: JSONCodec) { self.codec = codec }

    /// - Parameter path: from a field of the root message to a scalar or a well-known type written as a string.
    package mutating func add(_ path: [FieldDescriptor], _ text: String) {
        parameters.append(Parameter(path: path[...], text: text))
    }

    /// The fields that a dotted name of JSON or proto names leads to; nil when there is no such field.
    package static func path(_ name: some StringProtocol, in type: MessageDescriptor, pool: DescriptorPool)
        -> [FieldDescriptor]?
    {
        var path: [FieldDescriptor] = []
        var type: MessageDescriptor? = type
        for part in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let field = type?.field(named: String(part)) else { return nil }
            path.append(field)
            let isGoneInto =
                field.kind == .message && !field.isRepeated && pool.messages[field.typeIndex].wellKnown == nil
            type = isGoneInto ? pool.messages[field.typeIndex] : nil
        }
        return path.isEmpty ? nil : path
    }

    /// The wire bytes of all parameters that were added.
    package func encode() throws(JSONError) -> [UInt8] {
        var writer = WireWriter()
        try encode(parameters, to: &writer)
        return writer.bytes
    }

    private func encode(_ parameters: [Parameter], to writer: inout WireWriter) throws(JSONError) {
        var done = SeenSet()
        for (index, parameter) in parameters.enumerated() {
            guard let field = parameter.path.first, done.insert(Int(field.number)) else { continue }
            let group = parameters[index...].filter { $0.path.first === field }
            do throws(JSONError) {
                try encode(group, of: field, to: &writer)
            } catch { throw error.inside(field.jsonName) }
        }
    }

    private func encode(
        _ group: [Parameter], of field: FieldDescriptor, to writer: inout WireWriter
    ) throws(JSONError) {
        let values = group.filter { $0.path.count == 1 }.map(\.text)
        if values.isEmpty {
            let inner = group.map { Parameter(path: $0.path.dropFirst(), text: $0.text) }
            writer.tag(field.number, .lengthDelimited)
            let start = writer.openLength()
            try encode(inner, to: &writer)
            writer.closeLength(start)
            return
        }
        guard values.count == group.count, field.isRepeated || values.count == 1 else {
            throw JSONError(.value, "the parameter is given twice")
        }
        writer.append(try value(values, of: field))
    }

    private func value(_ values: [String], of field: FieldDescriptor) throws(JSONError) -> [UInt8] {
        var json: [UInt8] = []
        if field.isRepeated { json.append(UInt8(ascii: "[")) }
        for (index, text) in values.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            try append(text, of: field, to: &json)
        }
        if field.isRepeated { json.append(UInt8(ascii: "]")) }
        do throws(JSONError) {
            return try json.withUnsafeBufferPointer { (buffer) throws(JSONError) in
                try codec.decode(buffer, asField: field).wire
            }
        } catch { throw JSONError(error.reason, error.message) }
    }

    /// The text as the JSON value that it stands for.
    private func append(_ text: String, of field: FieldDescriptor, to json: inout [UInt8]) throws(JSONError) {
        switch try scalarKind(of: field) {
        case .bool:
            guard text == "true" || text == "false" else { throw JSONError(.value, "true or false is wanted") }
            json.append(contentsOf: text.utf8)
        case .enumeration where Int32(text) != nil: json.append(contentsOf: text.utf8)
        default: JSONText.append(quoting: text, to: &json)
        }
    }

    /// What the field holds when it is written as one text.
    private func scalarKind(of field: FieldDescriptor) throws(JSONError) -> FieldKind {
        guard field.kind == .message else { return field.kind }
        let type = pool.messages[field.typeIndex]
        switch type.wellKnown {
        case .wrapper: return type.fields[0].kind
        case .timestamp, .duration, .fieldMask: return .string
        default: throw JSONError(.value, "a message cannot be given as a parameter; name its fields")
        }
    }

    private var pool: DescriptorPool { codec.pool }
}
