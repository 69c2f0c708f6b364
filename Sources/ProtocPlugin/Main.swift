import Glibc

/// A protoc plugin. Its parameter says what to generate (`Target`); with `c_request=PATH` it generates nothing and
/// leaves the request there for protoc-gen-c, which refuses proto3 `optional` only when protoc asks. Called with
/// `unpack FOLDER` it writes the files of the CodeGeneratorResponse on its input.
@main
enum Main {
    static func main() {
        do {
            let input = try Streams.readInput()
            if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "unpack" {
                try Streams.write(GeneratorResponse.read(input), to: CommandLine.arguments[2])
            } else {
                try Streams.write(GeneratorResponse.files(generate(GeneratorRequest(input))))
            }
        } catch {
            // protoc shows the error of an answer; without protoc, the exit code tells.
            try? Streams.write(GeneratorResponse.error("\(error)"))
            exit(CommandLine.arguments.count == 1 ? 0 : 1)
        }
    }

    private static func generate(_ request: GeneratorRequest) throws -> [OutputFile] {
        let prefix = "c_request="
        if request.parameter.hasPrefix(prefix) {
            try Streams.write(request.bytesWithoutComments, toFile: String(request.parameter.dropFirst(prefix.count)))
            return []
        }
        guard let target = Target(rawValue: request.parameter) else {
            let known = Target.allCases.map(\.rawValue).joined(separator: ", ")
            throw GeneratorError("the parameter \"\(request.parameter)\" is none of \(known)")
        }
        return target.files(request)
    }
}
