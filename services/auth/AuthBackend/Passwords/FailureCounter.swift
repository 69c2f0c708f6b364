import Crypto
import FoundationEssentials
import ServiceKit

/// Whose failures are counted together, and locked out together.
///
/// Anybody who knows a user's name can fail to log in, and so lock the account. That must not stop those who have shown
/// already that they are its owner: they have counters of their own, which nobody else can fill.
enum FailureCounter: Sendable {
    /// Of all who try to log in under the name.
    case account
    /// Of those who are signed in, and give their second factor again.
    case stepUp
    /// Of those who are signed in, and give their password to change it.
    case passwordChange
    /// Of those who are signed in, and give the first code of a factor that they enrol.
    case enrollment
    /// Of one trusted device (OWASP calls its token a device cookie).
    case device(UUID)

    /// What is said of one that is full.
    var lock: (message: String, reason: String) {
        switch self {
        case .account: ("This account is locked after too many failed attempts", "ACCOUNT_LOCKED")
        case .stepUp: ("Step-ups of this account are locked after too many wrong codes", "STEP_UP_LOCKED")
        case .passwordChange:
            ("Changes of this account's password are locked after too many wrong ones", "PASSWORD_CHANGE_LOCKED")
        case .enrollment: ("Enrolments of this account are locked after too many wrong codes", "ENROLLMENT_LOCKED")
        case .device: ("This device is locked after too many failed attempts", "DEVICE_LOCKED")
        }
    }

    /// What is kept of it. No user name holds a NUL, so no name's counter is one of the others.
    func key(_ username: String) -> [UInt8] {
        switch self {
        case .account: SHA256.hash(username.utf8)
        case .stepUp: SHA256.hash("stepUp\u{0}\(username)".utf8)
        case .passwordChange: SHA256.hash("passwordChange\u{0}\(username)".utf8)
        case .enrollment: SHA256.hash("enrollment\u{0}\(username)".utf8)
        case .device(let id): SHA256.hash("device\u{0}\(id.text)".utf8)
        }
    }
}
