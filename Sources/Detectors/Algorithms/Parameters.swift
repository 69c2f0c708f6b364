/// A parameter's value as a user gives it.
package enum ParameterValue: Sendable, Equatable {
    case number(Double)
    case text(String)
    case boolean(Bool)
}

/// What a parameter is, for users and for the check of what they give.
package struct ParameterDescription: Sendable, Equatable {
    package enum Kind: String, Sendable { case integer, number, string, boolean }

    package var name: String
    package var kind: Kind
    package var defaultValue: ParameterValue
    package var minimum: Double?
    package var maximum: Double?
    package var choices: [String]
    package var description: String

    static func integer(
        _ name: String, default value: Int, _ range: ClosedRange<Int>, _ description: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, kind: .integer, defaultValue: .number(Double(value)), minimum: Double(range.lowerBound),
            maximum: Double(range.upperBound), choices: [], description: description)
    }

    static func number(
        _ name: String, default value: Double, _ range: ClosedRange<Double>, _ description: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, kind: .number, defaultValue: .number(value), minimum: range.lowerBound,
            maximum: range.upperBound, choices: [], description: description)
    }

    static func choice(
        _ name: String, default value: String, of choices: [String], _ description: String
    ) -> ParameterDescription {
        ParameterDescription(
            name: name, kind: .string, defaultValue: .text(value), minimum: nil, maximum: nil, choices: choices,
            description: description)
    }

    static func boolean(_ name: String, default value: Bool, _ description: String) -> ParameterDescription {
        ParameterDescription(
            name: name, kind: .boolean, defaultValue: .boolean(value), minimum: nil, maximum: nil, choices: [],
            description: description)
    }

    func check(_ value: ParameterValue) throws(DetectorError) {
        let field = "parameters.\(name)"
        switch (kind, value) {
        case (.integer, .number(let number)):
            guard number == number.rounded() else { throw .invalid(field, "must be a whole number, not \(number)") }
            try checkRange(number, field)
        case (.number, .number(let number)): try checkRange(number, field)
        case (.string, .text(let text)):
            guard choices.isEmpty || choices.contains(text) else {
                throw .invalid(field, "\"\(text)\" is not one of \(choices.joined(separator: ", "))")
            }
        case (.boolean, .boolean): break
        default: throw .invalid(field, "must be of type \(kind.rawValue)")
        }
    }

    private func checkRange(_ number: Double, _ field: String) throws(DetectorError) {
        let low = minimum ?? -.infinity
        let high = maximum ?? .infinity
        guard number >= low, number <= high else {
            throw .invalid(field, "must be between \(Self.text(low)) and \(Self.text(high)), not \(Self.text(number))")
        }
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

/// Every parameter of an algorithm with the value that holds.
struct ResolvedParameters {
    let values: [String: ParameterValue]

    func integer(_ name: String) -> Int {
        if case .number(let number)? = values[name] { Int(number) } else { 0 }
    }

    func number(_ name: String) -> Double {
        if case .number(let number)? = values[name] { number } else { 0 }
    }

    func boolean(_ name: String) -> Bool {
        if case .boolean(let value)? = values[name] { value } else { false }
    }

    func text(_ name: String) -> String {
        if case .text(let text)? = values[name] { text } else { "" }
    }
}
