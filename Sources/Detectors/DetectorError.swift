/// What is wrong with a request to fit, load or apply a detector, and where.
package struct DetectorError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// The caller's parameters or rows.
        case invalidArgument
        /// The data as a whole does not allow what was asked (too few rows, a rate the calibration cannot reach).
        case failedPrecondition
        /// A snapshot that is corrupt, foreign or of an unknown version.
        case corruptModel
    }

    package var kind: Kind
    /// Path of the offending field or the name of the offending column.
    package var field: String
    package var message: String

    package var description: String { "\(field): \(message)" }

    static func invalid(_ field: String, _ message: String) -> DetectorError {
        DetectorError(kind: .invalidArgument, field: field, message: message)
    }

    static func precondition(_ field: String, _ message: String) -> DetectorError {
        DetectorError(kind: .failedPrecondition, field: field, message: message)
    }

    static func corrupt(_ field: String, _ message: String) -> DetectorError {
        DetectorError(kind: .corruptModel, field: field, message: message)
    }
}
