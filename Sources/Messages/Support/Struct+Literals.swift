/// Lets `google.protobuf.Struct` be written as the JSON that it stands for: `["depth": 8, "names": ["a", nil]]`.
extension GoogleProtobuf.Value: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self.init(value) }
    package init(floatLiteral value: Double) { self.init(value) }
    package init(integerLiteral value: Int) { self.init(Double(value)) }
    package init(booleanLiteral value: Bool) { self.init(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: Self...) { self.init(elements) }
    package init(dictionaryLiteral elements: (String, Self)...) {
        self.init(GoogleProtobuf.Struct(elements))
    }

    package init(_ value: String) { self.init(kind: .stringValue(value)) }
    package init(_ value: Double) { self.init(kind: .numberValue(value)) }
    package init(_ value: Bool) { self.init(kind: .boolValue(value)) }
    package init(_ values: [Self]) { self.init(kind: .listValue(GoogleProtobuf.ListValue(values: values))) }
    package init(_ value: GoogleProtobuf.Struct) { self.init(kind: .structValue(value)) }

    package static var null: Self { Self(kind: .nullValue(.nullValue)) }

    /// Null, or a value whose kind nobody set.
    package var isNull: Bool {
        switch kind {
        case .nullValue, nil: true
        default: false
        }
    }

    package var number: Double? { if case .numberValue(let value) = kind { value } else { nil } }
    package var string: String? { if case .stringValue(let value) = kind { value } else { nil } }
    package var bool: Bool? { if case .boolValue(let value) = kind { value } else { nil } }
    package var list: [Self]? { if case .listValue(let value) = kind { value.values } else { nil } }
    package var structure: GoogleProtobuf.Struct? { if case .structValue(let value) = kind { value } else { nil } }
}

extension GoogleProtobuf.Struct: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, GoogleProtobuf.Value)...) {
        self.init(elements)
    }

    /// Of equal names the last wins.
    package init(_ elements: some Sequence<(String, GoogleProtobuf.Value)>) {
        self.init(fields: Dictionary(elements.map { ($0.0, $0.1) }) { _, last in last })
    }

    package subscript(name: String) -> GoogleProtobuf.Value? {
        get { fields[name] }
        set { fields[name] = newValue }
    }
}
