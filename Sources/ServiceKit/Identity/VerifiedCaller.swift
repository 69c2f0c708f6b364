package import RPC
import Tokens

extension TokenAuthenticator {
    /// Whom a verified token speaks for, with what each call of theirs asks about, worked out once.
    package struct Caller: Sendable {
        package let principal: Principal
        /// When the user last proved who they are, in seconds since 1970.
        package let authenticatedAt: Int64
        package let expiresAt: Int64
        /// The key that signed the token.
        let keyID: String
        /// By the names that policies use: what the roles grant and, of a key, its scopes leave.
        let permissions: Set<String>
        /// Auth issues no such token; should one exist nevertheless, it opens nothing.
        let lacksSecondFactor: Bool

        package init(principal: Principal, authenticatedAt: Int64, expiresAt: Int64, keyID: String = "") {
            self.principal = principal
            self.authenticatedAt = authenticatedAt
            self.expiresAt = expiresAt
            self.keyID = keyID
            let granted = Set(Role.permissions(of: principal.roles).map(\.rawValue))
            permissions = principal.scopes.map(granted.intersection) ?? granted
            lacksSecondFactor =
                !principal.secondFactor
                && principal.roles.contains { Role(rawValue: $0)?.requiresSecondFactor ?? false }
        }
    }
}
