import Protobuf

/// The fields of an upload's form, which make the spec message.
struct UploadForm {
    private let codec: JSONCodec
    private let binding: UploadBinding
    private var parameters: ParameterEncoder
    private var structured = WireWriter()
    private var hasRequestID = false

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
        if path.count == 1, field.name == Self.requestID { hasRequestID = true }
        if path.count == 1, field.isMap || field.kind == .message {
            structured.append(try decode(value, field))
            return
        }
        guard let text = String(validating: value, as: UTF8.self) else {
            throw .invalid(field: name, "the value is not UTF-8")
        }
        parameters.add(path, text)
    }

    private static let requestID = "request_id"

    /// The first message of the stream.
    /// - Parameter idempotencyKey: stands for the spec's `request_id` where the form has none.
    func request(idempotencyKey: String?) throws(GatewayFailure) -> [UInt8] {
        var parameters = parameters
        if let idempotencyKey, !hasRequestID, let field = binding.spec.field(named: Self.requestID) {
            parameters.add([field], IdempotencyKey.requestID(idempotencyKey))
        }
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
