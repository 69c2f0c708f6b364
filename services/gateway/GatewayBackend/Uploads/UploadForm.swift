import Protobuf

/// The fields of an upload's form, which make the spec message.
struct UploadForm {
    private let codec: JSONCodec
    private let binding: UploadBinding
    private var parameters: ParameterEncoder
    private var structured = WireWriter()

    init(codec: JSONCodec, binding: UploadBinding) {
        self.codec = codec
        self.binding = binding
        self.parameters = ParameterEncoder(codec)
    }

    /// Text of a scalar, or JSON of a map or message field.
    mutating func add(_ name: String, _ value: [UInt8]) throws(GatewayFailure) {
        guard let path = ParameterEncoder.path(name, in: binding.spec, pool: codec.pool), let field = path.last else {
            throw .invalid(field: name, "there is no such form field")
        }
        if path.count == 1, field.isMap || field.kind == .message {
            structured.append(try decode(value, field))
            return
        }
        guard let text = String(validating: value, as: UTF8.self) else {
            throw .invalid(field: name, "the value is not UTF-8")
        }
        parameters.add(path, text)
    }

    /// The first message of the stream.
    func request() throws(GatewayFailure) -> [UInt8] {
        let fields: [UInt8]
        do throws(JSONError) { fields = try parameters.encode() } catch {
            throw .invalid(field: error.path, error.message)
        }
        var writer = WireWriter()
        writer.tag(binding.specField.number, .lengthDelimited)
        writer.varint(UInt64(structured.count + fields.count))
        writer.append(structured.bytes)
        writer.append(fields)
        return writer.bytes
    }

    private func decode(_ value: [UInt8], _ field: FieldDescriptor) throws(GatewayFailure) -> [UInt8] {
        do throws(JSONError) {
            return try value.withUnsafeBufferPointer { (json) throws(JSONError) in
                try codec.decode(json, asField: field).wire
            }
        } catch { throw .invalid(field: error.path.isEmpty ? field.jsonName : error.path, error.message) }
    }
}
