import Crypto
import FoundationEssentials

/// A code of the second factor: what an authenticator app shows now.
enum OneTimeCode {
    /// - Parameter secret: in Base32.
    static func now(secret: String) throws -> String {
        let step = TOTP.step(atUnixSeconds: Int64(Date().timeIntervalSince1970))
        return try TOTP.code(step: step, secret: Secret(Base32.decode(secret)))
    }
}
