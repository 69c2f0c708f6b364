import Crypto
import FoundationEssentials

/// A secret that its holder shows and only its hash is kept of: refresh tokens, API keys, device and reset tokens.
///
/// The text holds the tenant and the row beside the secret, so that no table has to be searched across tenants:
/// a prefix that tells its kind, then the base64url of 16 + 16 + 32 bytes.
struct OpaqueToken: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case refresh = "pyr_"
        case apiKey = "pyn_"
        case device = "pyd_"
        case passwordReset = "pyp_"
    }

    static let secretBytes = 32

    let kind: Kind
    let tenant: UUID
    let id: UUID
    private let secret: Secret

    /// A new one, for the row `id`.
    init(_ kind: Kind, tenant: UUID, id: UUID) throws {
        self.kind = kind
        self.tenant = tenant
        self.id = id
        secret = Secret(try SecureRandom.bytes(Self.secretBytes))
    }

    /// Nil for what is not of this kind, whatever else it may be.
    init?(_ kind: Kind, text: String) {
        guard text.hasPrefix(kind.rawValue), text.utf8.count <= 128,
            let bytes = try? Base64URL.decode(text.dropFirst(kind.rawValue.count)),
            bytes.count == 32 + Self.secretBytes
        else { return nil }
        self.kind = kind
        tenant = UUID(bytes: bytes[0..<16])
        id = UUID(bytes: bytes[16..<32])
        secret = Secret(Array(bytes[32...]))
    }

    /// To be shown once.
    var text: String {
        let ids = tenant.bytes + id.bytes
        return kind.rawValue + Base64URL.encode(ids + secret.reveal())
    }

    /// What the database keeps. The secret is random and long, so a plain hash can't be searched back.
    var hash: [UInt8] { SHA256.hash(secret.reveal()) }
}

extension UUID {
    fileprivate init(bytes: ArraySlice<UInt8>) {
        var id = UUID().uuid
        withUnsafeMutableBytes(of: &id) { $0.copyBytes(from: bytes) }
        self.init(uuid: id)
    }

    fileprivate var bytes: [UInt8] { withUnsafeBytes(of: uuid) { Array($0) } }
}
