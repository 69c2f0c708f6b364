internal import COpenSSL

/// Certificates, keys and rules as they were when they were loaded, shared by the connections that began since.
///
/// Unchecked: OpenSSL counts references to a context atomically, and nothing changes it after the initializer.
final class TLSMaterial: @unchecked Sendable {
    private let role: TLSContext.Role
    private let configuration: TLSConfiguration
    let handle: OpaquePointer
    /// The protocols as ALPN writes them; OpenSSL's callback reads them as long as the material lives.
    private let protocolList: UnsafeMutableBufferPointer<UInt8>

    init(_ role: TLSContext.Role, _ configuration: TLSConfiguration) throws(TLSError) {
        ERR_clear_error()
        guard let handle = SSL_CTX_new(role == .server ? TLS_server_method() : TLS_client_method()) else {
            throw TLSError.fromQueue(.outOfMemory, "no TLS context")
        }
        self.role = role
        self.configuration = configuration
        self.handle = handle
        let wire = configuration.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        protocolList = .allocate(capacity: wire.count)
        _ = protocolList.initialize(fromContentsOf: wire)
        setRules()
        try loadIdentity()
        try loadAuthorities()
        setProtocols()
    }

    deinit {
        SSL_CTX_free(handle)
        protocolList.deallocate()
    }

    /// The end of the own certificate's validity, in seconds since 1970.
    var certificateNotAfter: Int? {
        guard let certificate = SSL_CTX_get0_certificate(handle), let end = X509_get0_notAfter(certificate) else {
            return nil
        }
        guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        var (days, seconds): (Int32, Int32) = (0, 0)
        guard ASN1_TIME_diff(&days, &seconds, epoch, end) == 1 else { return nil }
        return Int(days) * 86_400 + Int(seconds)
    }

    // Macros with arguments, which Swift does not see.
    private static let noRenegotiation = UInt64(1) << 30
    private static let noCompression = UInt64(1) << 17

    private func setRules() {
        let minimum = configuration.requiresTLS13 ? TLS1_3_VERSION : TLS1_2_VERSION
        SSL_CTX_ctrl(handle, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(minimum), nil)
        SSL_CTX_set_options(handle, Self.noRenegotiation | Self.noCompression)
        SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20")
        // Idle connections give their record buffers back.
        SSL_CTX_ctrl(handle, SSL_CTRL_MODE, Int(SSL_MODE_RELEASE_BUFFERS), nil)
    }

    private func loadIdentity() throws(TLSError) {
        guard let certificate = configuration.certificateFile else {
            if role == .server { throw TLSError(.badConfiguration, "a TLS server needs a certificate file") }
            return
        }
        guard SSL_CTX_use_certificate_chain_file(handle, certificate) == 1 else {
            throw TLSError.fromQueue(.badConfiguration, "cannot read the certificate in \(certificate)")
        }
        guard let key = configuration.keyFile else {
            throw TLSError(.badConfiguration, "the certificate \(certificate) needs a key file")
        }
        guard SSL_CTX_use_PrivateKey_file(handle, key, SSL_FILETYPE_PEM) == 1 else {
            throw TLSError.fromQueue(.badConfiguration, "cannot use the key in \(key) with \(certificate)")
        }
        guard SSL_CTX_check_private_key(handle) == 1 else {
            throw TLSError.fromQueue(.badConfiguration, "the key \(key) does not belong to \(certificate)")
        }
    }

    private func loadAuthorities() throws(TLSError) {
        if let file = configuration.authorityFile {
            guard SSL_CTX_load_verify_locations(handle, file, nil) == 1 else {
                throw TLSError.fromQueue(.badConfiguration, "cannot read the authorities in \(file)")
            }
            if role == .server { SSL_CTX_set_client_CA_list(handle, SSL_load_client_CA_file(file)) }
        } else {
            SSL_CTX_set_default_verify_paths(handle)
        }
        SSL_CTX_set_verify(handle, verificationMode, nil)
        guard role == .server else { return }
        // Without it OpenSSL refuses clients that resume a session where certificates are asked for.
        let context = Array("pynomaly".utf8)
        SSL_CTX_set_session_id_context(handle, context, UInt32(context.count))
    }

    private var verificationMode: Int32 {
        if role == .client { return SSL_VERIFY_PEER }
        return switch configuration.clientCertificates {
        case .none: SSL_VERIFY_NONE
        case .optional: SSL_VERIFY_PEER
        case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
        }
    }

    private func setProtocols() {
        guard protocolList.count > 0 else { return }
        switch role {
        case .client:
            SSL_CTX_set_alpn_protos(handle, protocolList.baseAddress, UInt32(protocolList.count))
        case .server:
            // The material outlives its connections' handshakes: each connection holds it.
            SSL_CTX_set_alpn_select_cb(handle, selectProtocol, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    fileprivate func select(
        _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ length: UnsafeMutablePointer<UInt8>?,
        from offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32
    ) -> Int32 {
        var out: UnsafeMutablePointer<UInt8>?
        let outcome = SSL_select_next_proto(
            &out, length, protocolList.baseAddress, UInt32(protocolList.count), offered, offeredCount)
        guard outcome == OPENSSL_NPN_NEGOTIATED else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        chosen?.pointee = UnsafePointer(out)
        return SSL_TLSEXT_ERR_OK
    }
}

/// OpenSSL's ALPN callback; finds the material.
private let selectProtocol:
    @convention(c) (
        OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
        UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32 = { _, chosen, length, offered, offeredCount, context in
        guard let context else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        return Unmanaged<TLSMaterial>.fromOpaque(context).takeUnretainedValue()
            .select(chosen, length, from: offered, offeredCount)
    }
