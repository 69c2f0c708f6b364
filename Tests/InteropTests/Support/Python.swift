import FoundationEssentials
import Messages
import Subprocess
import TestKit
import Testing

/// The interpreter that has grpcio, and our scripts for it.
enum Python {
    private static let root: String = {
        // Tests/InteropTests/Support/Python.swift lies four levels below the root.
        #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }
    }()

    /// The command line of a script, with the descriptors that it makes its messages of.
    static func command(_ script: String, _ arguments: [String]) async throws -> [String] {
        let interpreter = root + "/.build-py/bin/python"
        try #require(
            FileManager.default.isExecutableFile(atPath: interpreter), "run scripts/python-env.sh, which installs it")
        // No .pyc files in the source tree; warnings of the library are no output of ours.
        return [
            "GRPC_VERBOSITY=NONE", interpreter, "-B", root + "/Tests/InteropTests/Python/\(script).py",
            "--descriptors", try descriptors.get().file("descriptors.binpb"),
        ] + arguments
    }

    private static let descriptors = Result {
        let folder = try TemporaryDirectory()
        try Data(DescriptorSet.bytes).write(to: URL(filePath: folder.file("descriptors.binpb")))
        return folder
    }
}
