import NIOHTTP1
import RPC
import ServiceKit

/// Whose identity a call upstream carries: the user's, or for methods that need none, the gateway's own.
///
/// The gateway's channels add its own token to calls that carry none, so that a service believes which address a login
/// came from. A method that needs a user must therefore never be called without one: nobody would become the gateway.
enum CallerIdentity: Equatable {
    /// The gateway speaks for itself.
    case gateway
    /// A value of `authorization` to pass on.
    case bearer(String)
    /// To be exchanged for a token.
    case apiKey(String)

    static let keyHeader = "x-api-key"
    private static let keyPrefix = "pyn_"
    private static let keyBytesMax = 128

    static func of(_ method: MethodDescriptor, _ headers: HTTPHeaders) throws(GatewayFailure) -> CallerIdentity {
        if method.policy?.access == .public { return .gateway }
        let keys = headers[keyHeader]
        let authorization = headers.first(name: "authorization")
        guard keys.isEmpty || (keys.count == 1 && authorization == nil) else {
            throw .invalid("Show one credential: either Authorization or one X-API-Key.")
        }
        if let key = keys.first { return .apiKey(try checked(key)) }
        guard let authorization, isBearer(authorization) else {
            throw GatewayFailure(
                Refusal.unauthenticated("This call needs an access token.", reason: "TOKEN_MISSING"))
        }
        let token = authorization.dropFirst(7)
        return token.hasPrefix(keyPrefix) ? .apiKey(try checked(String(token))) : .bearer(authorization)
    }

    private static func isBearer(_ value: String) -> Bool {
        value.count > 7 && value.prefix(7).lowercased() == "bearer " && value.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F }
    }

    /// What can't be a key is not worth a question to auth; the answer is the one that auth gives.
    private static func checked(_ key: String) throws(GatewayFailure) -> String {
        guard key.hasPrefix(keyPrefix), key.utf8.count <= keyBytesMax, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw GatewayFailure(Refusal.apiKey)
        }
        return key
    }
}
