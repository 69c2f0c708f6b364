import Protobuf
import RPC

/// One way from HTTP to a method, with everything looked up that can be before the first request.
struct Route: Sendable {
    enum Shape: Sendable {
        /// A `google.api.http` rule; the answer is one message or a stream of them.
        case rest(RESTBinding)
        case upload(UploadBinding)
        case form(FormBinding)
        /// A rule as well; the answers are pieces of a file.
        case download(RESTBinding, DownloadBinding)
    }

    let method: MethodDescriptor
    let input: MessageDescriptor
    let output: MessageDescriptor
    let shape: Shape
    let upstream: UpstreamRule
}

/// What a rule says about a request's parts.
struct RESTBinding: Sendable {
    enum Body: Sendable {
        case none
        case whole
        case field(FieldDescriptor)
    }

    /// In the order of the template's variables.
    var pathFields: [[FieldDescriptor]]
    var body: Body
    /// The response field that becomes the body; nil for the whole response.
    var responseField: FieldDescriptor?
    /// `update_mask`, when it has to be told from the body's keys.
    var derivedMask: FieldDescriptor?
    /// `request_id`, which an `Idempotency-Key` may fill.
    var requestID: FieldDescriptor?
    /// `etag`, the request's own or its resource's, which an `If-Match` may fill.
    var etag: [FieldDescriptor]?
    /// The `etag` of the resource that is the answer's body, if it is one that has some.
    var responseETag: FieldDescriptor?
}

/// A multipart form whose file becomes a stream of messages.
struct UploadBinding: Sendable {
    var specField: FieldDescriptor
    var spec: MessageDescriptor
    var chunkField: FieldDescriptor
    var filePart: String
}

/// The fields of an answer that is a piece of a file.
struct DownloadBinding: Sendable {
    var chunkField: FieldDescriptor
    /// Nil where the option names none.
    var typeField: FieldDescriptor?
    var nameField: FieldDescriptor?
}

/// The methods that share a form's path, told apart by the form's `grant_type`.
struct FormBinding: Sendable {
    /// In the order of their names.
    var grants: [FormGrant]

    func grant(_ type: String) -> FormGrant? { grants.first { $0.type == type } }
}

/// A form that stands for a method's request, and the part of the response that answers it.
struct FormGrant: Sendable {
    var type: String
    var method: MethodDescriptor
    var input: MessageDescriptor
    var output: MessageDescriptor
    var upstream: UpstreamRule
    var responseField: FieldDescriptor?
}

/// Which service serves a method.
enum UpstreamRule: Sendable, Equatable {
    case service(String)
    /// Named by the second segment of a resource name, the field's value: `operations/{service}/{id}`.
    case namedInPath
}
