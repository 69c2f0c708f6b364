internal import COpenSSL
package import NIOCore

/// One TLS connection without I/O: ciphertext in and out through memory, plaintext on the other side.
///
/// Not Sendable: it belongs to its connection's event loop.
package final class TLSEngine {
    package enum State: Sendable, Equatable {
        case handshaking
        case established
        /// The peer has said that it sends no more.
        case peerClosed
        case failed
    }

    package let context: TLSContext
    package private(set) var state: State = .handshaking
    /// Plaintext that has arrived; whoever takes it clears it.
    package var received: ByteBuffer
    /// Ciphertext to be sent; whoever sends it clears it.
    package var output: ByteBuffer

    let handle: OpaquePointer
    /// What this connection began with; OpenSSL calls it back.
    private let material: TLSMaterial
    /// Ciphertext on its way in and out. Owned by `handle`.
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private static let recordBytesMax = 16 << 10

    /// - Parameter serverName: for a client, the host name or IP address that the certificate must carry.
    package init(_ context: TLSContext, serverName: String? = nil) throws(TLSError) {
        ERR_clear_error()
        let material = context.material
        guard let handle = SSL_new(material.handle) else { throw TLSError.fromQueue(.outOfMemory, "no TLS connection") }
        guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
            SSL_free(handle)
            throw TLSError.fromQueue(.outOfMemory, "no TLS buffers")
        }
        SSL_set_bio(handle, incoming, outgoing)
        self.context = context
        self.material = material
        self.handle = handle
        self.incoming = incoming
        self.outgoing = outgoing
        received = ByteBuffer()
        output = ByteBuffer()
        switch context.role {
        case .server: SSL_set_accept_state(handle)
        case .client:
            SSL_set_connect_state(handle)
            try expect(serverName)
        }
    }

    deinit {
        SSL_free(handle)
    }

    private func expect(_ serverName: String?) throws(TLSError) {
        guard let serverName else { throw TLSError(.badConfiguration, "a TLS client needs its server's name") }
        let parameters = SSL_get0_param(handle)
        if X509_VERIFY_PARAM_set1_ip_asc(parameters, serverName) == 1 { return }
        ERR_clear_error()
        SSL_set_hostflags(handle, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        let hasName = serverName.withCString { name in
            SSL_ctrl(
                handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name),
                UnsafeMutableRawPointer(mutating: name))
        }
        guard hasName == 1, SSL_set1_host(handle, serverName) == 1 else {
            throw TLSError.fromQueue(.badConfiguration, "\(serverName) is not a host name")
        }
    }

    /// Begins the handshake; a client's first bytes are in `output` after it.
    package func start() throws(TLSError) {
        try advanceHandshake()
    }

    /// Takes ciphertext. What came out of it is in `received`, what must go back in `output`.
    package func receive(_ bytes: UnsafeRawBufferPointer) throws(TLSError) {
        guard state != .failed, let start = bytes.baseAddress, bytes.count > 0 else { return }
        guard BIO_write(incoming, start, Int32(bytes.count)) == Int32(bytes.count) else {
            throw TLSError.fromQueue(.outOfMemory, "no room for what arrived")
        }
        if state == .handshaking { try advanceHandshake() }
        if state == .established { try readPlaintext() }
    }

    /// Encrypts plaintext into `output`. The handshake must be over.
    package func send(_ plaintext: UnsafeRawBufferPointer) throws(TLSError) {
        guard plaintext.count > 0 else { return }
        ERR_clear_error()
        var written = 0
        guard SSL_write_ex(handle, plaintext.baseAddress, plaintext.count, &written) == 1 else {
            state = .failed
            throw TLSError.fromQueue(.brokenStream, "cannot encrypt")
        }
        drainOutgoing()
    }

    /// Says that we send no more.
    package func close() {
        guard state == .established || state == .peerClosed else { return }
        ERR_clear_error()
        SSL_shutdown(handle)
        drainOutgoing()
    }

    private func advanceHandshake() throws(TLSError) {
        ERR_clear_error()
        let outcome = SSL_do_handshake(handle)
        // Also when it failed: the alert tells the peer why.
        drainOutgoing()
        if outcome == 1 {
            try acceptNegotiation()
        } else if SSL_get_error(handle, outcome) != SSL_ERROR_WANT_READ {
            throw handshakeError()
        }
    }

    private func handshakeError() -> TLSError {
        state = .failed
        let verification = SSL_get_verify_result(handle)
        guard verification == Int(X509_V_OK) else {
            ERR_clear_error()
            let text = X509_verify_cert_error_string(verification).map { String(cString: $0) } ?? "unknown"
            return TLSError(.untrustedPeer, "the peer's certificate is not acceptable: \(text)")
        }
        return TLSError.fromQueue(.handshakeFailed, "the TLS handshake failed")
    }

    private func acceptNegotiation() throws(TLSError) {
        if !context.configuration.protocols.isEmpty && negotiatedProtocol == nil {
            state = .failed
            throw TLSError(
                .noCommonProtocol,
                "the peer did not agree on \(context.configuration.protocols.joined(separator: ", ")) (ALPN)")
        }
        state = .established
    }

    private func readPlaintext() throws(TLSError) {
        while true {
            ERR_clear_error()
            var count = 0
            let outcome = received.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordBytesMax) { space in
                let outcome = SSL_read_ex(handle, space.baseAddress, space.count, &count)
                if outcome != 1 { count = 0 }
                status = outcome
                return count
            }
            guard outcome == 0 else { continue }
            try stopReading()
            return
        }
    }

    /// What `SSL_read_ex` answered last; kept outside of the closure, which answers with a count.
    private var status: Int32 = 0

    private func stopReading() throws(TLSError) {
        switch SSL_get_error(handle, status) {
        case SSL_ERROR_WANT_READ: drainOutgoing()
        case SSL_ERROR_ZERO_RETURN: state = .peerClosed
        default:
            state = .failed
            drainOutgoing()
            throw TLSError.fromQueue(.brokenStream, "the TLS stream is broken")
        }
    }

    private func drainOutgoing() {
        let pending = BIO_ctrl_pending(outgoing)
        guard pending > 0 else { return }
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: pending) { space in
            max(0, Int(BIO_read(outgoing, space.baseAddress, Int32(pending))))
        }
    }
}
