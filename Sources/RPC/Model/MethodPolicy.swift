/// Who may call a method, as its proto declares it. A method without a policy is refused.
package struct MethodPolicy: Sendable, Equatable {
    package enum Access: Sendable, Equatable {
        /// No identity is needed.
        case `public`
        /// Any user, or a listed service.
        case authenticated
        /// A user whose role grants the permission, or a listed service.
        case permission(String)
        /// Listed services only.
        case `internal`
    }

    package var access: Access
    /// Service identities that may call the method as themselves.
    package var services: [String]
    /// A listed service may name the tenant it acts for in `x-tenant`.
    package var tenantFromService: Bool
    /// Challenge tokens that are accepted in place of an access token.
    package var challenges: [ChallengeKind]
    /// The second factor must have been given within the step-up window.
    package var stepUp: Bool
    /// A signed-in person only: an API key does not open the method, whatever its scopes.
    package var personOnly: Bool

    package init(
        access: Access, services: [String] = [], tenantFromService: Bool = false, challenges: [ChallengeKind] = [],
        stepUp: Bool = false, personOnly: Bool = false
    ) {
        self.access = access
        self.services = services
        self.tenantFromService = tenantFromService
        self.challenges = challenges
        self.stepUp = stepUp
        self.personOnly = personOnly
    }
}

package enum ChallengeKind: Sendable, Equatable {
    case mfa
    case enrollment
    case passwordChange
}
