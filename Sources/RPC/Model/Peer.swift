/// The other end of a connection; one object that its calls share.
package final class Peer: Sendable {
    /// The IP address, without the port; empty for calls that have no connection.
    package let address: String
    package let port: Int
    package let isEncrypted: Bool
    /// The DNS and URI names of the client certificate that TLS verified.
    package let certificateNames: [String]

    package init(address: String = "", port: Int = 0, isEncrypted: Bool = false, certificateNames: [String] = []) {
        self.address = address
        self.port = port
        self.isEncrypted = isEncrypted
        self.certificateNames = certificateNames
    }
}
