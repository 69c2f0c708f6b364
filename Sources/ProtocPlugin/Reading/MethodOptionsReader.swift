/// Reads the custom options of a method by their field numbers.
extension MethodOptions {
    init(unknown fields: [WireField]) throws {
        for field in fields {
            switch field.number {
            case 72_295_728: http += try HTTP.rules(field.fields)
            case 51001: policy = try Policy(field.fields)
            case 51002: upload = try Upload(field.fields)
            case 51003: webSocketPath = try field.fields.first { $0.number == 1 }?.text ?? ""
            case 51004: form = try Form(field.fields)
            case 51005: resumable = try Resumable(field.fields)
            case 51006: download = try Download(field.fields)
            case 51007: isLengthy = field.flag
            default: break
            }
        }
    }
}

extension MethodOptions.Policy {
    fileprivate init(_ fields: [WireField]) throws {
        for field in fields {
            switch field.number {
            case 1 where field.flag: access = .isPublic
            case 2 where field.flag: access = .authenticated
            case 3: access = .permission(field.text)
            case 4 where field.flag: access = .isInternal
            case 5: services.append(field.text)
            case 6: tenantFromService = field.flag
            case 7: challenges += try Self.packed(field)
            case 8: stepUp = field.flag
            case 9: personOnly = field.flag
            default: throw GeneratorError("a policy has a field \(field.number) that the generator does not know")
            }
        }
    }

    private static func packed(_ field: WireField) throws -> [UInt64] {
        guard case .bytes(let bytes) = field.value else { return [field.integer] }
        var rest = bytes[...]
        var result: [UInt64] = []
        while !rest.isEmpty { result.append(try WireField.varint(&rest)) }
        return result
    }
}

extension MethodOptions.HTTP {
    private static let verbs = [2: "GET", 3: "PUT", 4: "POST", 5: "DELETE", 6: "PATCH"]

    /// A google.api.HttpRule and its additional bindings.
    fileprivate static func rules(_ fields: [WireField]) throws -> [Self] {
        var rule = Self()
        var additional: [Self] = []
        for field in fields {
            switch field.number {
            case 2...6:
                rule.verb = verbs[field.number] ?? ""
                rule.template = field.text
            case 7: rule.body = field.text
            case 8:
                for part in try field.fields {
                    if part.number == 1 { rule.verb = part.text } else { rule.template = part.text }
                }
            case 11: additional += try rules(field.fields)
            case 12: rule.responseBody = field.text
            default: break
            }
        }
        return [rule] + additional
    }
}

extension MethodOptions.Upload {
    fileprivate init(_ fields: [WireField]) {
        for field in fields {
            switch field.number {
            case 1: paths.append(field.text)
            case 2: specField = field.text
            case 3: chunkField = field.text
            case 4: filePart = field.text
            default: break
            }
        }
    }
}

extension MethodOptions.Form {
    fileprivate init(_ fields: [WireField]) {
        for field in fields {
            switch field.number {
            case 1: path = field.text
            case 2: responseField = field.text
            case 3: grantType = field.text
            default: break
            }
        }
    }
}

extension MethodOptions.Resumable {
    fileprivate init(_ fields: [WireField]) {
        for field in fields {
            switch field.number {
            case 1: path = field.text
            case 2: step = field.integer
            default: break
            }
        }
    }
}

extension MethodOptions.Download {
    fileprivate init(_ fields: [WireField]) {
        for field in fields {
            switch field.number {
            case 1: chunkField = field.text
            case 2: typeField = field.text
            case 3: nameField = field.text
            default: break
            }
        }
    }
}
