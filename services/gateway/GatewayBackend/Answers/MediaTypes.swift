/// `Content-Type` and `Accept` (RFC 9110 sections 8.3 and 12.5.1), as far as the gateway needs them.
enum MediaTypes {
    static let json = "application/json"
    static let lines = "application/x-ndjson"
    static let events = "text/event-stream"
    static let form = "application/x-www-form-urlencoded"
    static let multipart = "multipart/form-data"

    /// "text/html" of "Text/HTML; charset=utf-8".
    static func essence(_ value: some StringProtocol) -> String {
        let essence = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return trim(essence).lowercased()
    }

    /// A parameter's value, without its quotes.
    static func parameter(_ name: String, of value: String) -> String? {
        for part in value.split(separator: ";").dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, trim(halves[0]).lowercased() == name else { continue }
            var text = trim(halves[1])
            if text.count >= 2, text.first == "\"", text.last == "\"" { text = String(text.dropFirst().dropLast()) }
            return text
        }
        return nil
    }

    /// The one of `offers` that the client likes best, the first of equals; nil when it takes none.
    static func choose(_ offers: [String], accept: [String]) -> String? {
        let ranges = accept.flatMap { $0.split(separator: ",") }
        if ranges.allSatisfy({ trim($0).isEmpty }) { return offers.first }
        var best: (offer: String, quality: Double)?
        for offer in offers {
            let quality = quality(of: offer, ranges)
            if quality > best?.quality ?? 0 { best = (offer, quality) }
        }
        return best?.offer
    }

    /// The quality that the most specific matching range gives.
    private static func quality(of offer: String, _ ranges: [Substring]) -> Double {
        let family = offer.split(separator: "/")[0] + "/*"
        var best = (specificity: -1, quality: 0.0)
        for range in ranges {
            let essence = essence(range)
            let specificity = essence == offer ? 2 : essence == family ? 1 : essence == "*/*" ? 0 : -1
            if specificity > best.specificity {
                best = (specificity, parameter("q", of: String(range)).flatMap(Double.init) ?? 1)
            }
        }
        return best.quality
    }

    static func trim(_ text: some StringProtocol) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let rest = text.drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(rest[...last])
    }
}
