import Crypto
import FoundationEssentials
import ServiceKit

/// A place in a chain with a proof that this platform named it.
///
/// The proof is an HMAC under the audit key, and not a signature by a key that signs tokens: it is to be checked years
/// later, by the platform itself, when those keys are long gone; and its only use is against somebody who has the
/// database and no key. Whoever has the audit key as well could make marks, but not undo the ones that were kept
/// elsewhere: a chain that was made anew has another link at the number that they name.
struct AuditMark: Sendable, Equatable {
    enum Purpose: String, Sendable {
        /// A head that is kept outside of the database.
        case head = "audit-head-v1"
        /// The last event that retention removed, from which the rest is verified.
        case checkpoint = "audit-checkpoint-v1"
    }

    var purpose: Purpose
    var tenant: UUID
    var place: AuditPlace
    /// When the mark was made, in seconds since 1970.
    var time: Int64

    /// `audit-head-v1.{tenant}.{number}.{link, hexadecimal}.{time}.{key}.{HMAC of all before, base64url}`
    func text(_ key: AuditKeys.Key) throws -> String {
        let body = [
            purpose.rawValue, tenant.text, "\(place.number)", Hex.encode(place.link), "\(time)", key.id,
        ].joined(separator: ".")
        return "\(body).\(Base64URL.encode(try HMAC.sha256(body.utf8, key: key.marks)))"
    }

    enum Problem: Error, Equatable {
        case malformed
        case unknownKey(String)
        case forged
    }

    static func read(_ text: String, purpose: Purpose, keys: AuditKeys) throws -> AuditMark {
        guard text.utf8.count <= AuthLimits.auditMarkBytesMax else { throw Problem.malformed }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == purpose.rawValue, let tenant = UUID(uuidString: parts[1]),
            let number = Int64(parts[2]), let link = try? Hex.decode(parts[3]), link.count == 32,
            let time = Int64(parts[4]), let proof = try? Base64URL.decode(parts[6])
        else { throw Problem.malformed }
        guard let key = keys[parts[5]] else { throw Problem.unknownKey(parts[5]) }
        let body = parts.dropLast().joined(separator: ".")
        guard constantTimeEquals(try HMAC.sha256(body.utf8, key: key.marks), proof) else { throw Problem.forged }
        return AuditMark(
            purpose: purpose, tenant: tenant, place: AuditPlace(number: number, link: link), time: time)
    }
}
