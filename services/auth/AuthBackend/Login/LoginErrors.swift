import RPC
import ServiceKit

/// Refusals of the login, each in one place so that it always reads the same.
enum LoginErrors {
    /// The same for a name that nobody has, so that the answer tells nothing about who has an account.
    static let wrongPassword = RPCError(.unauthenticated, "The user name or the password is wrong.")
    static let wrongCode = RPCError(.unauthenticated, "The code is wrong or was used before.")
    static let passwordExpired = RPCError(
        .unauthenticated, "This one-time password has expired; ask an administrator for a new one.")
    static let challengeOver = RPCError(
        .unauthenticated, "This challenge has expired, was used, or had too many wrong answers; log in again.")
    static let resetRefused = RPCError(
        .unauthenticated, "This reset token is not valid, was used, or has expired; ask for a new one.")
    static let changedMeanwhile = RPCError(.unauthenticated, "This account has changed; log in again.")
    static let disabled = RPCError(.unauthenticated, "This account is disabled; ask an administrator.")
    static let suspended = RPCError(.unauthenticated, "The account's tenant is suspended.")
    static let refreshRefused = RPCError(.unauthenticated, "This refresh token is not valid, or its session is over.")
    static let refreshReused = RPCError(
        .unauthenticated, "This refresh token was used before, so its session is over; log in again.")
    static let usersOnly = RPCError(.permissionDenied, "Only a user may call this, for their own account.")
}
