import RPC
import ServiceKit

/// Refusals of the login, each in one place so that it always reads the same.
enum LoginErrors {
    /// The same for a name that nobody has, so that the answer tells nothing about who has an account.
    static let wrongPassword = Refusal.unauthenticated(
        "The user name or the password is wrong.", reason: "CREDENTIALS_WRONG")
    static let wrongCode = Refusal.unauthenticated(
        "The code is wrong or was used before.", reason: "CODE_WRONG")
    static let passwordExpired = Refusal.unauthenticated(
        "This one-time password has expired; ask an administrator for a new one.", reason: "PASSWORD_EXPIRED")
    static let challengeOver = Refusal.unauthenticated(
        "This challenge has expired, was used, or had too many wrong answers; log in again.", reason: "CHALLENGE_OVER")
    static let resetRefused = Refusal.unauthenticated(
        "This reset token is not valid, was used, or has expired; ask for a new one.", reason: "RESET_TOKEN_REFUSED")
    static let changedMeanwhile = Refusal.unauthenticated(
        "This account has changed; log in again.", reason: "ACCOUNT_CHANGED")
    static let disabled = Refusal.unauthenticated(
        "This account is disabled; ask an administrator.", reason: "USER_DISABLED")
    static let suspended = Refusal.unauthenticated(
        "The account's tenant is suspended.", reason: "TENANT_SUSPENDED")
    static let refreshRefused = Refusal.unauthenticated(
        "This refresh token is not valid, or its session is over.", reason: "REFRESH_TOKEN_REFUSED")
    static let refreshReused = Refusal.unauthenticated(
        "This refresh token was used before, so its session is over; log in again.", reason: "REFRESH_TOKEN_REUSED")
    static let usersOnly = Refusal.denied("Only a user may call this, for their own account.", reason: "USERS_ONLY")
}
