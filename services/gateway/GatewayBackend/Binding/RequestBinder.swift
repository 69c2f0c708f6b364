import Protobuf

/// What an HTTP request says, before it is one message.
struct RequestParts {
    /// Values of the template's variables.
    var captures: [String] = []
    /// Without the question mark.
    var query: Substring = ""
    var body: [UInt8] = []
    var idempotencyKey: String?
    /// Of a request that changes something.
    var ifMatch: String?
}

/// Puts a request together from path, query and body as the rule says, straight into wire bytes.
struct RequestBinder: Sendable {
    let codec: JSONCodec
    let limits: GatewayLimits

    func wire(_ parts: RequestParts, input: MessageDescriptor, binding: RESTBinding) throws(GatewayFailure) -> [UInt8] {
        let body = try body(parts, input: input, binding: binding)
        var parameters = ParameterEncoder(codec)
        var given = try addQuery(parts.query, input: input, binding: binding, to: &parameters)
        for (field, value) in zip(binding.pathFields, parts.captures) { parameters.add(field, value) }
        if let mask = binding.derivedMask, !given.contains(mask.number) {
            // Without a mask every field would be changed to what it is not given.
            guard !body.mask.isEmpty else {
                throw .invalid(field: mask.name, "the body names no field to change; name them there or in the mask")
            }
            given.insert(mask.number)
            parameters.add([mask], MaskPaths.text(body.mask))
        }
        if let field = binding.requestID, let key = parts.idempotencyKey, !given.contains(field.number) {
            parameters.add([field], IdempotencyKey.requestID(key))
        }
        // "*" asks for no more than that there is something, which every change does.
        if let condition = parts.ifMatch, condition != "*" {
            guard let etag = binding.etag else { throw .noEtag }
            parameters.add(etag, EntityTag.value(condition))
        }
        do throws(JSONError) {
            // Later values win on the wire, so a name in the path stands above the same one in the body.
            return body.wire + (try parameters.encode())
        } catch { throw .invalid(field: error.path, error.message) }
    }

    private func body(
        _ parts: RequestParts, input: MessageDescriptor, binding: RESTBinding
    ) throws(GatewayFailure) -> DecodedJSON {
        let collectingMask = binding.derivedMask != nil
        do throws(JSONError) {
            return try parts.body.withUnsafeBufferPointer { (json) throws(JSONError) in
                switch binding.body {
                case .none:
                    guard json.isEmpty else { throw JSONError(.value, "this method takes no body") }
                    return DecodedJSON(wire: [], mask: [])
                case _ where json.isEmpty: return DecodedJSON(wire: [], mask: [])
                case .whole: return try codec.decode(json, as: input, collectingMask: collectingMask)
                case .field(let field): return try codec.decode(json, asField: field, collectingMask: collectingMask)
                }
            }
        } catch  where error.reason == .value {
            throw .invalid(field: error.path, error.message)
        } catch { throw .invalid("The body is not usable as JSON: \(error)") }
    }

    /// Adds what the query gives; returns the numbers of the top-level fields in it.
    private func addQuery(
        _ query: Substring, input: MessageDescriptor, binding: RESTBinding, to parameters: inout ParameterEncoder
    ) throws(GatewayFailure) -> Set<UInt32> {
        guard let pairs = PercentCoding.pairs(query, limit: limits.queryParametersMax) else {
            throw .invalid("The query is malformed or has more than \(limits.queryParametersMax) parameters.")
        }
        var given: Set<UInt32> = []
        for (name, value) in pairs {
            guard let path = ParameterEncoder.path(name, in: input, pool: codec.pool), let root = path.first,
                isFree(path, root, binding)
            else { throw .invalid(field: name, "there is no such parameter") }
            // An empty mask says nothing; taken as one, it would mean every field.
            if isMask(path), value.isEmpty { continue }
            given.insert(root.number)
            parameters.add(path, isMask(path) ? MaskPaths.text(fromQuery: value) : value)
        }
        return given
    }

    private func isMask(_ path: [FieldDescriptor]) -> Bool {
        guard let field = path.last, field.kind == .message else { return false }
        return codec.pool.messages[field.typeIndex].wellKnown == .fieldMask
    }

    /// A field goes to exactly one of path, body and query.
    private func isFree(_ path: [FieldDescriptor], _ root: FieldDescriptor, _ binding: RESTBinding) -> Bool {
        if binding.pathFields.contains(where: { $0.elementsEqual(path, by: ===) }) { return false }
        switch binding.body {
        case .none: return true
        case .whole: return false
        case .field(let field): return field !== root
        }
    }
}

/// Paths of a mask as FieldMask text: those of a derived update mask, which are the resource's own, and those that a query
/// names in either spelling.
private enum MaskPaths {
    static func text(_ paths: [String]) -> String { paths.map(camelCase).joined(separator: ",") }

    static func text(fromQuery value: String) -> String { camelCase(value) }

    private static func camelCase(_ path: String) -> String {
        var camel = ""
        var raise = false
        for character in path {
            if character == "_" {
                raise = true
            } else {
                camel += raise ? character.uppercased() : String(character)
                raise = false
            }
        }
        return camel
    }
}
