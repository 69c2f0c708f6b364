internal import COpenSSL

// What the handshake has established.
extension TLSEngine {
    /// The protocol that ALPN chose.
    package var negotiatedProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(handle, &name, &count)
        guard let name, count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// `TLSv1.3`
    package var version: String {
        SSL_get_version(handle).map { String(cString: $0) } ?? ""
    }

    /// The DNS and URI names of the peer's verified certificate; empty when it presented none.
    package var peerNames: [String] {
        guard SSL_get_verify_result(handle) == Int(X509_V_OK), let certificate = SSL_get1_peer_certificate(handle)
        else {
            return []
        }
        defer { X509_free(certificate) }
        guard let names = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let stack = OpaquePointer(names)
        defer { GENERAL_NAMES_free(stack) }
        return (0..<OPENSSL_sk_num(stack)).compactMap { index in
            OPENSSL_sk_value(stack, index).flatMap { text(of: $0.assumingMemoryBound(to: GENERAL_NAME.self)) }
        }
    }

    private func text(of name: UnsafeMutablePointer<GENERAL_NAME>) -> String? {
        guard name.pointee.type == GEN_DNS || name.pointee.type == GEN_URI else { return nil }
        let string = name.pointee.d.ia5
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        return String(decoding: bytes, as: UTF8.self)
    }
}
