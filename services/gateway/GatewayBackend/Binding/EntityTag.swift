import NIOHTTP1

/// The etag of a resource as HTTP writes it (RFC 9110 section 8.8.3), and back.
///
/// Services make etags as they like: what is no entity tag by itself, such as a bare hash, is put into quotes, and they
/// are taken off again.
enum EntityTag {
    /// Nil for what can't stand in a header.
    static func header(_ etag: String) -> String? {
        guard !etag.isEmpty, etag.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        if isTag(etag) { return etag }
        return etag.contains("\"") ? nil : "\"\(etag)\""
    }

    /// The etag that an `If-Match` names. A weak one is the service's own, which tells nothing about bytes.
    static func value(_ header: String) -> String {
        isTag(header) && !header.hasPrefix("W/") ? String(header.dropFirst().dropLast()) : header
    }

    /// Whether an `If-None-Match` names the tag, by the weak comparison (RFC 9110 section 13.1.2).
    static func matches(_ headers: HTTPHeaders, _ tag: String) -> Bool {
        headers[canonicalForm: "if-none-match"].contains { $0 == "*" || opaque($0[...]) == opaque(tag[...]) }
    }

    private static func isTag(_ text: String) -> Bool {
        let quoted = opaque(text[...])
        return quoted.count >= 2 && quoted.hasPrefix("\"") && quoted.hasSuffix("\"")
            && !quoted.dropFirst().dropLast().contains("\"")
    }

    private static func opaque(_ text: Substring) -> Substring { text.hasPrefix("W/") ? text.dropFirst(2) : text }
}
