/// How messages may be compressed, by their names in `grpc-encoding`. Where one is optional, none leaves them as they
/// are.
package enum MessageEncoding: String, Sendable, CaseIterable {
    case gzip

    /// What `grpc-accept-encoding` says.
    static let accepted = (["identity"] + allCases.map(\.rawValue)).joined(separator: ",")
}
