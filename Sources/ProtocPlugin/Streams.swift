import Glibc

/// Standard input and output, and files.
enum Streams {
    static func readInput() throws -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            guard count >= 0 else { throw GeneratorError("can't read standard input") }
            if count == 0 { return result }
            result += chunk.prefix(count)
        }
    }

    static func write(_ bytes: [UInt8]) throws {
        try write(bytes, STDOUT_FILENO)
    }

    static func write(_ bytes: [UInt8], toFile path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { throw GeneratorError("can't write \(path)") }
        defer { close(file) }
        try write(bytes, file)
    }

    static func write(_ files: [OutputFile], to folder: String) throws {
        for file in files {
            var path = folder
            for part in file.name.split(separator: "/") {
                mkdir(path, 0o755)
                path += "/" + part
            }
            try write(Array(file.content.utf8), toFile: path)
        }
    }

    private static func write(_ bytes: [UInt8], _ file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw GeneratorError("can't write") }
            rest = rest.dropFirst(count)
        }
    }
}
