import Logging
import ServiceKit

/// Delivers reset tokens to the owners of accounts.
protocol PasswordResetSender: Sendable {
    /// Hands the token over and returns at once, for whoever asked must not learn from the time taken whether there was
    /// anybody to send it to. Called for existing accounts only.
    func send(_ token: String, to account: Account)
}

/// For a developer's own machine, where whoever reads the log owns the platform.
struct DevelopmentResetSender: PasswordResetSender {
    let logger: Logger

    func send(_ token: String, to account: Account) {
        // Under a name that speaks of no secret, for those are hidden.
        logger.notice(
            "a password reset was asked for", metadata: ["user": "\(account.username)", "redeem": "\(token)"])
    }
}

/// For a platform that has nothing to send with: the token is forgotten.
struct NoResetSender: PasswordResetSender {
    let logger: Logger

    func send(_ token: String, to account: Account) {
        logger.warning(
            "a password reset was asked for, and nothing is configured that could deliver it",
            metadata: ["user": "\(account.id.text)"])
    }
}
