import FoundationEssentials

/// A program that was built with the tests, and so lies beside them; its bare name when there is none.
package func builtProgram(_ name: String) -> String {
    for start in ["/proc/self/exe", CommandLine.arguments[0]] {
        let resolved = (try? FileManager.default.destinationOfSymbolicLink(atPath: start)) ?? start
        var folder = resolved.split(separator: "/").dropLast()
        while !folder.isEmpty {
            let candidate = "/" + folder.joined(separator: "/") + "/" + name
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder = folder.dropLast()
        }
    }
    return name
}
