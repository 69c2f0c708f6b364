// Generated from google/api/http.proto by `make protos`.

internal import Protobuf

extension GoogleApi {
    package struct Http: ProtobufMessage {
        package var rules: [GoogleApi.HttpRule]
        package var fullyDecodeReservedExpansion: Bool

        package init() {
            rules = []
            fullyDecodeReservedExpansion = false
        }

        package init(
            rules: [GoogleApi.HttpRule] = [],
            fullyDecodeReservedExpansion: Bool = false
        ) {
            self.rules = rules
            self.fullyDecodeReservedExpansion = fullyDecodeReservedExpansion
        }
    }
}

extension GoogleApi {
    package struct HttpRule: ProtobufMessage {
        package var selector: String
        package var pattern: Pattern?
        package var body: String
        package var responseBody: String
        package var additionalBindings: [GoogleApi.HttpRule]

        package init() {
            selector = ""
            pattern = nil
            body = ""
            responseBody = ""
            additionalBindings = []
        }

        package init(
            selector: String = "",
            pattern: Pattern? = nil,
            body: String = "",
            responseBody: String = "",
            additionalBindings: [GoogleApi.HttpRule] = []
        ) {
            self.selector = selector
            self.pattern = pattern
            self.body = body
            self.responseBody = responseBody
            self.additionalBindings = additionalBindings
        }

        package enum Pattern: Sendable, Equatable {
            case get(String)
            case put(String)
            case post(String)
            case delete(String)
            case patch(String)
            case custom(GoogleApi.CustomHttpPattern)
        }
    }
}

extension GoogleApi {
    package struct CustomHttpPattern: ProtobufMessage {
        package var kind: String
        package var path: String

        package init() {
            kind = ""
            path = ""
        }

        package init(
            kind: String = "",
            path: String = ""
        ) {
            self.kind = kind
            self.path = path
        }
    }
}
