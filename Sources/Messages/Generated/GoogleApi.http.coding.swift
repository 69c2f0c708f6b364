// Generated from google/api/http.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleApi.Http {
    package static var messageName: String { "google.api.Http" }
    package static var layout: MessageLayout { MessageLayout(google__api__http__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__Http.self)
        rules = arena.messages(c.pointee.rules, c.pointee.n_rules)
        fullyDecodeReservedExpansion = c.pointee.fully_decode_reserved_expansion != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__Http.self)
        google__api__http__init(c)
        c.pointee.n_rules = rules.count
        c.pointee.rules = arena.messages(rules)
        c.pointee.fully_decode_reserved_expansion = fullyDecodeReservedExpansion ? 1 : 0
    }
}

extension GoogleApi.HttpRule {
    package static var messageName: String { "google.api.HttpRule" }
    package static var layout: MessageLayout { MessageLayout(google__api__http_rule__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__HttpRule.self)
        selector = arena.string(c.pointee.selector)
        switch c.pointee.pattern_case.rawValue {
        case 2: pattern = .get(arena.string(c.pointee.get))
        case 3: pattern = .put(arena.string(c.pointee.put))
        case 4: pattern = .post(arena.string(c.pointee.post))
        case 5: pattern = .delete(arena.string(c.pointee.delete_))
        case 6: pattern = .patch(arena.string(c.pointee.patch))
        case 8: pattern = .custom(arena.message(c.pointee.custom) ?? GoogleApi.CustomHttpPattern())
        default: break
        }
        body = arena.string(c.pointee.body)
        responseBody = arena.string(c.pointee.response_body)
        additionalBindings = arena.messages(c.pointee.additional_bindings, c.pointee.n_additional_bindings)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__HttpRule.self)
        google__api__http_rule__init(c)
        if !selector.isEmpty { c.pointee.selector = arena.string(selector) }
        switch pattern {
        case .get(let value):
            c.pointee.pattern_case = .init(rawValue: 2)
            c.pointee.get = arena.string(value)
        case .put(let value):
            c.pointee.pattern_case = .init(rawValue: 3)
            c.pointee.put = arena.string(value)
        case .post(let value):
            c.pointee.pattern_case = .init(rawValue: 4)
            c.pointee.post = arena.string(value)
        case .delete(let value):
            c.pointee.pattern_case = .init(rawValue: 5)
            c.pointee.delete_ = arena.string(value)
        case .patch(let value):
            c.pointee.pattern_case = .init(rawValue: 6)
            c.pointee.patch = arena.string(value)
        case .custom(let value):
            c.pointee.pattern_case = .init(rawValue: 8)
            c.pointee.custom = arena.fill(value)
        case nil: break
        }
        if !body.isEmpty { c.pointee.body = arena.string(body) }
        if !responseBody.isEmpty { c.pointee.response_body = arena.string(responseBody) }
        c.pointee.n_additional_bindings = additionalBindings.count
        c.pointee.additional_bindings = arena.messages(additionalBindings)
    }
}

extension GoogleApi.CustomHttpPattern {
    package static var messageName: String { "google.api.CustomHttpPattern" }
    package static var layout: MessageLayout { MessageLayout(google__api__custom_http_pattern__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__CustomHttpPattern.self)
        kind = arena.string(c.pointee.kind)
        path = arena.string(c.pointee.path)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Api__CustomHttpPattern.self)
        google__api__custom_http_pattern__init(c)
        if !kind.isEmpty { c.pointee.kind = arena.string(kind) }
        if !path.isEmpty { c.pointee.path = arena.string(path) }
    }
}
