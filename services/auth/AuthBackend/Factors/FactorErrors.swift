import Messages
import RPC
import ServiceKit

/// Refusals around second factors, with reasons that programs can tell apart.
enum FactorErrors {
    static let missing = precondition(
        "This account has no second factor; enrol one first (EnrollTotp).", reason: "FACTOR_MISSING")
    static let required = precondition(
        "This account's roles must have a second factor.", reason: "FACTOR_REQUIRED")
    static let enrolled = precondition("A second factor is enrolled already.", reason: "FACTOR_ENROLLED")
    static let nothingToConfirm = precondition("There is no enrolment to confirm.", reason: "ENROLLMENT_MISSING")
    static let notOwn = precondition(
        "Your own factor is not reset but disabled (DisableTotp), or reset by another administrator.",
        reason: "OWN_FACTOR")
    static let stale = Refusal.denied(
        "Your sign-in is too old to enrol a second factor; sign in again.", reason: "STEP_UP_REQUIRED")
    static let stronger = Refusal.denied(
        "This user may do more than you; you can't change their second factor.", reason: "TARGET_STRONGER")

    private static func precondition(_ message: String, reason: String) -> RPCError {
        RPCError(
            .failedPrecondition, message,
            details: [GoogleRpc.ErrorInfo(reason: reason, domain: Refusal.domain)])
    }
}
