import ArgumentParser
import FoundationEssentials
import Messages

/// Commands whose list can be filtered, each by fields of its own.
protocol FilteredList {
    /// For the help: a filter that the server takes for this list.
    static var filterExample: String { get }
}

/// How long lists are asked for; the server's own limit.
enum ListPage {
    static let size = 1000
}

/// What every list of an administrator understands.
struct ListOptions<List: FilteredList>: ParsableArguments {
    @Option(help: "Which ones: AIP-160, such as '\(List.filterExample)'.")
    var filter: String?

    /// - Parameter collection: "/v1/users".
    func path(_ collection: String) -> String {
        let path = "\(collection)?page_size=\(ListPage.size)"
        return filter.map { "\(path)&filter=\(QueryText.encode($0))" } ?? path
    }

    func remarkIfMore(_ nextPageToken: String) {
        guard !nextPageToken.isEmpty else { return }
        Terminal.remark("There are more; choose with --filter.")
    }
}

/// Text as a value in a URL's query (RFC 3986 section 2.3): all but the unreserved bytes are escaped.
enum QueryText {
    static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
    }
}

/// Moments as tables show them: to the second, in UTC.
enum TimeText {
    static func second(_ time: GoogleProtobuf.Timestamp?) -> String {
        time.map { $0.date.formatted(.iso8601) } ?? ""
    }
}
