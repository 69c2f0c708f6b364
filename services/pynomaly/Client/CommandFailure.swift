import FoundationEssentials

/// Why a command could not do its work, as one sentence for the person at the terminal.
struct CommandFailure: Error, CustomStringConvertible {
    var description: String
    /// The server's status, "PERMISSION_DENIED", and the reason beside it, "STEP_UP_REQUIRED"; nil for what failed here.
    private(set) var status: String?
    private(set) var reason: String?

    init(_ description: String) {
        self.description = description
    }
}

/// The gateway's error body: `{"error":{"code","status","message","details","request_id"}}`.
struct ErrorBody: Decodable {
    struct Content: Decodable {
        var status: String
        var message: String
        var details: [Detail]?
        var request_id: String?
    }

    struct Detail: Decodable {
        struct Violation: Decodable {
            var field: String?
            var description: String?
        }

        var fieldViolations: [Violation]?
        var reason: String?
    }

    var error: Content
}

extension CommandFailure {
    /// The sentence for an answer that is not a success, whatever body it carries.
    init(status: Int, body: [UInt8]) {
        guard let content = try? JSONDecoder().decode(ErrorBody.self, from: Data(body)).error else {
            self.init("the server answered HTTP \(status)")
            return
        }
        var text = "\(content.status): \(content.message)"
        for violation in (content.details ?? []).flatMap({ $0.fieldViolations ?? [] }) {
            let line = "\(violation.field ?? "request"): \(violation.description ?? "")"
            if !text.contains(violation.description ?? "\u{0}") { text += "\n  \(line)" }
        }
        if let request = content.request_id { text += " (request \(request))" }
        self.init(text)
        self.status = content.status
        reason = content.details?.lazy.compactMap(\.reason).first
    }
}
