/// Something that ended before the tokens that name it did.
package struct Revocation: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        /// The `sid` of access tokens.
        case session(String)
        /// The `kid` of tokens of any kind.
        case key(String)
    }

    package var subject: Subject
    /// When the last of these tokens has ended, in seconds since 1970: it may be forgotten then.
    package var expiresAt: Int64

    package init(_ subject: Subject, expiresAt: Int64) {
        self.subject = subject
        self.expiresAt = expiresAt
    }
}
