import ArgumentParser
import Messages

struct Algorithms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the algorithms and their parameters.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let reply = try await options.signedInClient().get(
            "/v1/algorithms", as: DetectionV1.ListAlgorithmsResponse.self)
        options.print(reply) { response in
            response.algorithms.map(Self.describe).joined(separator: "\n\n")
        }
    }

    private static func range(_ parameter: DetectionV1.Parameter) -> String {
        guard parameter.choices.isEmpty else { return parameter.choices.joined(separator: " or ") }
        guard let low = parameter.min, let high = parameter.max else { return parameter.type }
        return "\(parameter.type), \(NumberText.short(low)) to \(NumberText.short(high))"
    }

    private static func text(_ value: GoogleProtobuf.Value?) -> String {
        switch value?.kind {
        case .numberValue(let number): NumberText.short(number)
        case .stringValue(let text): text
        case .boolValue(let flag): "\(flag)"
        default: "none"
        }
    }

    private static func describe(_ algorithm: DetectionV1.Algorithm) -> String {
        let parameters = algorithm.parameters.map { parameter in
            "    \(parameter.name) (\(range(parameter)), default \(text(parameter.defaultValue))): \(parameter.description)"
        }
        let id = algorithm.name.split(separator: "/").last ?? ""
        return (["\(id)  \(algorithm.displayName)", "    \(algorithm.description)"] + parameters)
            .joined(separator: "\n")
    }
}
