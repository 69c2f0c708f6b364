/// The headers of a request, as they arrive. Only custom ones become strings.
struct RequestHead {
    enum Timeout {
        case none
        case after(Duration)
        case malformed
    }

    var path: [UInt8] = []
    var isPost = false
    var isGRPC = false
    var timeout: Timeout = .none
    /// `grpc-encoding`, unless it is identity.
    var encoding: String?
    var metadata: Metadata = [:]
    var isTooLarge = false

    /// Whether there may be something to refuse.
    var isUnusual: Bool {
        if isTooLarge || encoding != nil { return true }
        if case .malformed = timeout { return true }
        return false
    }

    mutating func reset() {
        path.removeAll(keepingCapacity: true)
        isPost = false
        isGRPC = false
        timeout = .none
        encoding = nil
        metadata = [:]
        isTooLarge = false
    }

    mutating func add(
        name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, recent: inout RecentHeaders
    ) {
        switch name.count {
        case 2 where equal(name, "te"): break
        case 5 where equal(name, ":path"): path += value
        case 7 where equal(name, ":method"): isPost = equal(value, "POST")
        case 7 where equal(name, ":scheme"): break
        case 10 where equal(name, ":authority"): break
        case 12 where equal(name, "content-type"): isGRPC = Self.isGRPC(value)
        case 12 where equal(name, "grpc-timeout"):
            timeout = GRPCTimeout.parse(value).map { .after($0) } ?? .malformed
        case 13 where equal(name, "grpc-encoding"):
            encoding = equal(value, "identity") ? nil : String(decoding: value, as: UTF8.self)
        case 14 where equal(name, "content-length"): break
        case 20 where equal(name, "grpc-accept-encoding"): break
        default:
            metadata.add(recent.entry(name: name, value: value))
        }
    }

    /// `application/grpc`, alone or with a subtype or parameters.
    private static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
        guard value.count >= 16, equal(UnsafeRawBufferPointer(rebasing: value[..<16]), "application/grpc") else {
            return false
        }
        return value.count == 16 || value[16] == UInt8(ascii: "+") || value[16] == UInt8(ascii: ";")
    }
}
