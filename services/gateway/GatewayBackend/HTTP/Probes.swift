internal import FoundationEssentials
import NIOHTTP1

/// `/health`: the process lives. `/ready`: it wants work.
enum Probes {
    static func answer(_ request: HTTPRequest, isReady: Bool) -> (status: HTTPResponseStatus, body: String)? {
        guard request.method == "GET" || request.method == "HEAD" else { return nil }
        switch request.path {
        case "/health": return (.ok, #"{"status":"healthy"}"#)
        case "/ready": return isReady ? (.ok, #"{"status":"ready"}"#) : (.serviceUnavailable, #"{"status":"draining"}"#)
        default: return nil
        }
    }
}

enum HTTPDate {
    /// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
    static func now() -> String { text(Date()) }

    static func text(_ date: Date) -> String {
        // "1994-11-06T08:49:37Z" holds it all but the day's name; 1970 began on a Thursday.
        let iso = date.formatted(.iso8601).split { "-T:Z".contains($0) }
        let weekday = Int((date.timeIntervalSince1970 / 86_400).rounded(.down) + 4) % 7
        guard iso.count == 6, let month = Int(iso[1]) else { return "" }
        return "\(weekdays[weekday]), \(iso[2]) \(months[month - 1]) \(iso[0]) \(iso[3]):\(iso[4]):\(iso[5]) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
