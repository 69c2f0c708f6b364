internal import CPostgres

/// Owns one `PGconn`.
///
/// Unchecked: libpq wants one caller at a time, which `PostgresConnection`'s turnstile and `EventThread` see to; only
/// `requestCancel` may run beside it, and that works on a copy.
final class ServerHandle: @unchecked Sendable {
    let connection: OpaquePointer

    /// Resolves the host's name, so it blocks: call it on a blocking thread.
    init?(starting parameters: [String: String]) {
        let entries = parameters.sorted { $0.key < $1.key }
        let connection = withCStrings(entries.map(\.key)) { keywords in
            withCStrings(entries.map(\.value)) { values in PQconnectStartParams(keywords, values, 0) }
        }
        guard let connection else { return nil }
        self.connection = connection
        PQsetNoticeReceiver(connection, dropNotice, nil)
    }

    deinit { PQfinish(connection) }

    var socket: Int32 { PQsocket(connection) }
    var isBroken: Bool { PQstatus(connection) == CONNECTION_BAD }

    /// The last error, on one line.
    var errorMessage: String {
        let lines = String(cString: PQerrorMessage(connection)).split(whereSeparator: \.isNewline)
        return lines.map { $0.drop { $0.isWhitespace } }.joined(separator: " ")
    }

    /// Asks the server to end the running statement. Blocks until the server has passed it on: when this returns, the
    /// request can no longer hit a later statement.
    func requestCancel() async {
        guard let request = PQgetCancel(connection) else { return }
        let carrier = CancelRequest(request)
        await BlockingThreads.shared.run { carrier.send() }
    }
}

/// Unchecked: a `PGcancel` is immutable and meant for other threads.
private final class CancelRequest: @unchecked Sendable {
    private let request: OpaquePointer
    init(_ request: OpaquePointer) { self.request = request }
    deinit { PQfreeCancel(request) }

    func send() {
        var reason = [CChar](repeating: 0, count: 256)
        _ = PQcancel(request, &reason, Int32(reason.count))
    }
}

/// libpq prints notices to standard error unless told otherwise; nothing here depends on them.
private let dropNotice: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { _, _ in }

/// A NULL-terminated array of C strings, valid inside `body`.
func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
        offsets.append(bytes.count)
        bytes.append(contentsOf: string.utf8CString)
    }
    return bytes.withUnsafeBufferPointer { bytes in
        var pointers: [UnsafePointer<CChar>?] = offsets.map { offset in bytes.baseAddress.map { $0 + offset } }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
