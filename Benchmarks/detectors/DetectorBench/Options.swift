import Detectors

/// What the command line asks for.
struct Options {
    var data = ""
    var rows = 0
    var columns = 0
    var algorithm = ""
    var parameters: [String: ParameterValue] = [:]
    var seed: UInt64 = 0
    var scores: String?
    var threads = 1
    var calibrate = false
    /// Measures what a training takes in memory, instead of its speed.
    var memory = false
    /// Training rows are scored with themselves left out, where the fit can do that.
    var leaveOut = false
    /// Only the names of the algorithms, as a JSON list.
    var list = false

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let option = rest.popFirst() {
            switch option {
            case "--calibrate": calibrate = true
            case "--leave-out": leaveOut = true
            case "--memory": memory = true
            case "--list": list = true
            default: try set(option, to: rest.popFirst() ?? "")
            }
        }
        guard list || !data.isEmpty && rows > 0 && columns > 0 else {
            throw Failure("--data, --rows and --columns are needed")
        }
    }

    private mutating func set(_ option: String, to value: String) throws {
        switch option {
        case "--data": data = value
        case "--rows": rows = try number(option, value)
        case "--columns": columns = try number(option, value)
        case "--algorithm": algorithm = value
        case "--seed": seed = UInt64(try number(option, value))
        case "--scores": scores = value
        case "--threads": threads = Swift.max(try number(option, value), 1)
        case "--set":
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Failure("--set wants name=value, not \(value)") }
            parameters[parts[0]] =
                Double(parts[1]).map(ParameterValue.number) ?? Bool(parts[1]).map(ParameterValue.boolean)
                ?? .text(parts[1])
        default: throw Failure("\(option) is unknown")
        }
    }

    private func number(_ option: String, _ value: String) throws -> Int {
        guard let number = Int(value), number >= 0 else { throw Failure("\(option) wants a number, not \(value)") }
        return number
    }
}

struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
