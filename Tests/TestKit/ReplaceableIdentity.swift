import FoundationEssentials

/// A folder with a certificate and its key, which are replaced as Kubernetes replaces a mounted secret: the files are
/// links into a folder that is a link itself, and only that one is turned.
package final class ReplaceableIdentity: Sendable {
    package let certificate: String
    package let key: String
    private let folder: TemporaryDirectory

    package init(_ identity: TestCertificates.Identity) throws {
        folder = try TemporaryDirectory()
        certificate = folder.file("tls.crt")
        key = folder.file("tls.key")
        for name in ["tls.crt", "tls.key"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(name), withDestinationPath: "..data/" + name)
        }
        try replace(with: identity)
    }

    package func replace(with identity: TestCertificates.Identity) throws {
        try replace(certificate: contents(identity.certificate), key: contents(identity.key))
    }

    /// A certificate that none can read.
    package func breakCertificate() throws {
        try replace(certificate: Data("no certificate".utf8), key: contents(key))
    }

    private func replace(certificate: Data, key: Data) throws {
        let version = UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder.file(version), withIntermediateDirectories: false)
        try certificate.write(to: URL(filePath: folder.file(version + "/tls.crt")))
        try key.write(to: URL(filePath: folder.file(version + "/tls.key")))
        let link = folder.file("..data")
        if FileManager.default.fileExists(atPath: link) { try FileManager.default.removeItem(atPath: link) }
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: version)
    }

    private func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }
}
