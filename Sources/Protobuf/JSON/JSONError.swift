/// Why JSON and a message type do not fit together.
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Reason: Equatable, Sendable {
        /// The text is not JSON (RFC 8259), or not UTF-8.
        case syntax
        /// The text is JSON, but not this message type's.
        case value
        /// A named limit was passed.
        case limit
        /// The wire bytes are not a message of the type.
        case wire
    }

    package let reason: Reason
    /// Dotted JSON names from the root, with indexes: `detector.parameters.trees`, `rows[3]`; empty at the root.
    package private(set) var path: String
    package let message: String

    package init(_ reason: Reason, _ message: String, path: String = "") {
        self.reason = reason
        self.message = message
        self.path = path
    }

    package var description: String { path.isEmpty ? message : "\(path): \(message)" }

    package func inside(_ component: String) -> JSONError {
        var error = self
        error.path = path.isEmpty ? component : path.hasPrefix("[") ? component + path : "\(component).\(path)"
        return error
    }

    func inside(index: Int) -> JSONError { inside("[\(index)]") }
}
