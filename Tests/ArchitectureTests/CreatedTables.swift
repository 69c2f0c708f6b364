extension SourceTree.File {
    /// Each table that the file's SQL creates, with the comment that stands right above it.
    var tables: [(comment: String, name: String)] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmed }
        return lines.indices.compactMap { index in
            guard lines[index].hasPrefix("CREATE TABLE ") else { return nil }
            let comment = lines[..<index].reversed().prefix { $0.hasPrefix("--") }.reversed()
            return (comment.joined(separator: "\n"), lines[index].split(separator: " ")[2].description)
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
