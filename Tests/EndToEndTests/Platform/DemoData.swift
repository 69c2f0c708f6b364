import FoundationEssentials

/// The labelled data set of examples/.
enum DemoData {
    static let rows = 378
    static let malignant = 21

    static func csv() throws -> [UInt8] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        guard let data = FileManager.default.contents(atPath: "/\(root)/examples/breast-cancer.csv") else {
            throw PlatformFailure("examples/breast-cancer.csv is not there")
        }
        return Array(data)
    }
}
