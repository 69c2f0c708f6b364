/// A five-character code of the SQL standard and PostgreSQL (its manual, appendix A).
package struct SQLState: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let code: String

    package init(_ code: String) { self.code = code }
    package init(stringLiteral code: String) { self.code = code }

    package var description: String { code }

    /// The first two characters: `23` for all broken constraints, `22` for all bad values.
    package var category: Substring { code.prefix(2) }

    package static let uniqueViolation: SQLState = "23505"
    package static let foreignKeyViolation: SQLState = "23503"
    package static let notNullViolation: SQLState = "23502"
    package static let checkViolation: SQLState = "23514"
    package static let serializationFailure: SQLState = "40001"
    package static let deadlockDetected: SQLState = "40P01"
    package static let diskFull: SQLState = "53100"
    package static let outOfMemory: SQLState = "53200"
    package static let lockNotAvailable: SQLState = "55P03"
    package static let queryCanceled: SQLState = "57014"
    package static let adminShutdown: SQLState = "57P01"
    package static let insufficientPrivilege: SQLState = "42501"
    package static let undefinedTable: SQLState = "42P01"
    package static let syntaxError: SQLState = "42601"
    package static let inFailedTransaction: SQLState = "25P02"
    package static let invalidTextRepresentation: SQLState = "22P02"
    package static let characterNotInRepertoire: SQLState = "22021"
    package static let featureNotSupported: SQLState = "0A000"
}
