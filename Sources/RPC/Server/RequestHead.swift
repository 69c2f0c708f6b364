/// The headers of a request, as they arrive. Only custom ones become strings.
struct RequestHead {
    enum Timeout {
        case none
        case after(Duration)
        case malformed
    }

    /// The method that the path names.
    var registration: MethodRegistration?
    /// The path, when it names none.
    var unknownPath = ""
    var isPathTooLong = false
    var isPost = false
    var isGRPC = false
    var timeout: Timeout = .none
    /// `grpc-encoding`, unless it is identity.
    var encoding: MessageEncoding?
    /// The same, when it is none of ours.
    var unknownEncoding: String?
    var acceptsGzip = false
    var metadata: Metadata = [:]
    var isTooLarge = false

    /// Whether there may be something to refuse.
    var isUnusual: Bool {
        if isTooLarge || isPathTooLong || unknownEncoding != nil { return true }
        if case .malformed = timeout { return true }
        return false
    }

    mutating func reset() {
        registration = nil
        unknownPath = ""
        isPathTooLong = false
        isPost = false
        isGRPC = false
        timeout = .none
        encoding = nil
        unknownEncoding = nil
        acceptsGzip = false
        metadata = [:]
        isTooLarge = false
    }

    /// Whose business a header is.
    enum Kind {
        /// HTTP's or gRPC's own: it is in the head now.
        case known
        case path
        case custom
    }

    mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Kind {
        switch name.count {
        case 2 where equal(name, "te"): break
        case 5 where equal(name, ":path"): return .path
        case 7 where equal(name, ":method"): isPost = equal(value, "POST")
        case 7 where equal(name, ":scheme"): break
        case 10 where equal(name, ":authority"): break
        case 12 where equal(name, "content-type"): isGRPC = Self.isGRPC(value)
        case 12 where equal(name, "grpc-timeout"):
            timeout = GRPCTimeout.parse(value).map { .after($0) } ?? .malformed
        case 13 where equal(name, "grpc-encoding"): setEncoding(String(decoding: value, as: UTF8.self))
        case 14 where equal(name, "content-length"): break
        case 20 where equal(name, "grpc-accept-encoding"): acceptsGzip = Self.namesGzip(value)
        default: return .custom
        }
        return .known
    }

    mutating func setPath(_ path: UnsafeRawBufferPointer, names method: MethodRegistration?, bytesMax: Int) {
        registration = method
        guard method == nil else { return }
        isPathTooLong = path.count > bytesMax
        if !isPathTooLong { unknownPath = String(decoding: path, as: UTF8.self) }
    }

    private mutating func setEncoding(_ name: String) {
        encoding = MessageEncoding(rawValue: name)
        unknownEncoding = encoding == nil && name != "identity" ? name : nil
    }

    /// Whether one of the names in `identity, deflate, gzip` is ours.
    private static func namesGzip(_ value: UnsafeRawBufferPointer) -> Bool {
        var rest = value[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            let name = rest[..<end].drop { $0 == UInt8(ascii: " ") }
            if equal(UnsafeRawBufferPointer(rebasing: name), "gzip") { return true }
            rest = rest[end...].dropFirst()
        }
        return false
    }

    /// `application/grpc`, alone or with a subtype or parameters.
    private static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count >= 16, equal(UnsafeRawBufferPointer(rebasing: value[..<16]), "application/grpc") else {
            return false
        }
        return value.count == 16 || value[16] == UInt8(ascii: "+") || value[16] == UInt8(ascii: ";")
    }
}
