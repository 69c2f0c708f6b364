/// What one side of a TLS connection presents and demands.
package struct TLSConfiguration: Sendable, Equatable {
    package enum PeerVerification: Sendable, Equatable {
        /// A server asks for no certificate. A client always verifies.
        case none
        /// A server verifies a certificate that is offered.
        case optional
        /// A server demands a certificate (mTLS).
        case required
    }

    /// PEM; the certificate first, then the intermediate ones.
    package var certificateFile: String?
    /// PEM, not encrypted.
    package var keyFile: String?
    /// PEM with the authorities that peers are verified against; nil takes the system's.
    package var authorityFile: String?
    package var clientCertificates: PeerVerification
    /// ALPN, in the order of preference. A peer without any of them is refused; empty turns ALPN off.
    package var protocols: [String]
    /// Whether the peer must know TLS 1.3; otherwise TLS 1.2 with forward secrecy and AEAD is accepted too.
    package var requiresTLS13: Bool
    /// How long a handshake may take.
    package var handshakeSecondsMax: Int

    package init(
        certificateFile: String? = nil, keyFile: String? = nil, authorityFile: String? = nil,
        clientCertificates: PeerVerification = .none, protocols: [String] = ["h2"], requiresTLS13: Bool = false,
        handshakeSecondsMax: Int = 10
    ) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.authorityFile = authorityFile
        self.clientCertificates = clientCertificates
        self.protocols = protocols
        self.requiresTLS13 = requiresTLS13
        self.handshakeSecondsMax = handshakeSecondsMax
    }
}
