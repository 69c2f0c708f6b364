import FoundationEssentials
import Testing

/// The files of the repository that are not Swift.
enum RepositoryFiles {
    static let root: String = {
        // Tests/DeploymentTests/RepositoryFiles.swift lies three levels below the root.
        #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
    }()

    static func text(_ path: String) throws -> String {
        let data = try #require(FileManager.default.contents(atPath: root + "/" + path), "\(path) does not exist")
        return String(decoding: data, as: UTF8.self)
    }

    /// The number behind the first occurrence of `key` in a file.
    static func number(after key: String, in path: String) throws -> Int {
        let text = try text(path)
        let range = try #require(text.firstRange(of: key), "\(path) does not say \(key)")
        return try #require(Int(text[range.upperBound...].prefix { $0.isNumber }), "\(key) in \(path) is no number")
    }
}
