/// The headers of one part, as far as they matter: its field's name and whether it is a file.
struct MultipartPart: Equatable, Sendable {
    var name: String
    var fileName: String?

    init(name: String, fileName: String? = nil) {
        self.name = name
        self.fileName = fileName
    }

    /// - Parameter headerLines: up to and including the empty line.
    init(headerLines: String) throws(MultipartError) {
        // In Swift, CR LF is one Character.
        for line in headerLines.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .partHeadersMalformed }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            let parameters = Self.parameters(line[line.index(after: colon)...])
            guard let name = parameters["name"], !name.isEmpty else { throw .partNameMissing }
            self.init(name: name, fileName: parameters["filename"])
            return
        }
        throw .partNameMissing
    }

    /// `form-data; name="a"; filename="b;c"`, with the escapes that browsers (%22) and curl (\") use.
    private static func parameters(_ value: Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = value
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { break }
            let name = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let text = rest.first == "\"" ? quoted(&rest) : String(rest.prefix { $0 != ";" })
            if parameters[name] == nil { parameters[name] = text }
        }
        return parameters
    }

    private static func quoted(_ rest: inout Substring) -> String {
        var text = ""
        rest.removeFirst()
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let escaped = rest.first, escaped == "\"" || escaped == "\\" {
                rest.removeFirst()
                text.append(escaped)
            } else {
                text.append(character)
            }
        }
        return text.replacing("%22", with: "\"")
    }
}
