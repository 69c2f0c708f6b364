/// The other end of a connection.
package struct Peer: Sendable, Equatable {
    /// The IP address, without the port; empty for calls that have no connection.
    package var address: String
    package var port: Int
    package var isEncrypted: Bool
    /// The DNS and URI names of the client certificate that TLS verified.
    package var certificateNames: [String]

    package init(address: String = "", port: Int = 0, isEncrypted: Bool = false, certificateNames: [String] = []) {
        self.address = address
        self.port = port
        self.isEncrypted = isEncrypted
        self.certificateNames = certificateNames
    }
}
