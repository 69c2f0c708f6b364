import NIOHTTP1
import RPC
import ServiceKit

/// Whose identity a call upstream carries: the user's, or for methods that need none, the gateway's own.
///
/// The gateway's channels add its own token to calls that carry none, so that a service believes which address a login
/// came from. A method that needs a user must therefore never be called without one: nobody would become the gateway.
enum CallerIdentity {
    /// The user's credentials to pass on; nil where the gateway speaks for itself.
    static func authorization(for method: MethodDescriptor, _ headers: HTTPHeaders) throws(GatewayFailure) -> String? {
        if method.policy?.access == .public { return nil }
        guard let value = headers.first(name: "authorization"), isBearer(value) else {
            throw GatewayFailure(
                Refusal.unauthenticated("This call needs an access token.", reason: "TOKEN_MISSING"))
        }
        return value
    }

    private static func isBearer(_ value: String) -> Bool {
        value.count > 7 && value.prefix(7).lowercased() == "bearer " && value.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F }
    }
}
