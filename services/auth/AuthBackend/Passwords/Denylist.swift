import Crypto
import FoundationEssentials
import ServiceKit

/// An operator's own list of passwords that nobody may choose, without regard to case. Kept as hashes: half a million
/// take 8 MB.
struct Denylist: Sendable {
    /// The first 8 bytes of each password's SHA-256.
    private let entries: Set<UInt64>

    /// Reads a file with one password a line.
    init(file: String, bytesMax: Int = AuthLimits.denylistBytesMax) throws(SettingsError) {
        let name = "PASSWORD_DENYLIST_FILE names \(file)"
        guard let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int,
            let data = size <= bytesMax ? FileManager.default.contents(atPath: file) : Data()
        else { throw SettingsError("\(name), which can't be read.") }
        guard size <= bytesMax else { throw SettingsError("\(name), which is larger than \(bytesMax) bytes.") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw SettingsError("\(name), which is not UTF-8 text.")
        }
        try self.init(lines: text.split(whereSeparator: \.isNewline))
    }

    /// Shorter ones than a password may be are refused anyway, and left out.
    init(lines: [Substring], entriesMax: Int = AuthLimits.denylistEntriesMax) throws(SettingsError) {
        let entries = lines.lazy.filter { $0.count >= AuthLimits.passwordCharactersMin }.map(Self.digest)
        let set = Set(entries.prefix(entriesMax + 1))
        guard set.count <= entriesMax else {
            throw SettingsError("PASSWORD_DENYLIST_FILE holds more than \(entriesMax) passwords.")
        }
        self.entries = set
    }

    func contains(_ password: String) -> Bool { entries.contains(Self.digest(password)) }

    private static func digest(_ password: some StringProtocol) -> UInt64 {
        SHA256.hash(password.lowercased().utf8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
