import Protobuf
import RPC

/// The methods behind a path of resumable uploads, and the fields that the option `resumable` names.
struct ResumableBinding: Sendable {
    struct Fields: Sendable {
        var name: [FieldDescriptor]
        var offset: [FieldDescriptor]
    }

    let create: Route
    let write: Route
    let status: Route
    let finish: Route
    let remove: Route
    /// Of the request that creates an upload.
    let byteSize: [FieldDescriptor]
    let spec: MessageDescriptor
    let start: Fields
    let chunk: FieldDescriptor
    /// The template that metrics name the path by.
    let endpoint: String
    private let collection: String

    init(path: String, steps: [ResumableRoute.Step: Route], pool: DescriptorPool) throws(RouteError) {
        guard let create = steps[.create], let write = steps[.write], let status = steps[.status],
            let finish = steps[.finish], let remove = steps[.remove], let last = path.split(separator: "/").last
        else { throw .unknownField("resumable.step", method: path) }
        func field(_ name: String, of route: Route) throws(RouteError) -> [FieldDescriptor] {
            guard let path = ParameterEncoder.path(name, in: route.input, pool: pool) else {
                throw .unknownField(name, method: route.method.path)
            }
            return path
        }
        self.create = create
        self.write = write
        self.status = status
        self.finish = finish
        self.remove = remove
        byteSize = try field("upload.byte_size", of: create)
        guard let spec = try field("upload.spec", of: create).last, spec.kind == .message else {
            throw .notAMessage("upload.spec", method: create.method.path)
        }
        self.spec = pool.messages[spec.typeIndex]
        start = Fields(name: try field("start.name", of: write), offset: try field("start.offset", of: write))
        guard let chunk = try field("chunk", of: write).last, chunk.kind == .bytes else {
            throw .notAScalar("chunk", method: write.method.path)
        }
        self.chunk = chunk
        for route in [status, finish, remove] { _ = try field("name", of: route) }
        endpoint = path
        collection = String(last)
    }

    /// The resource name of the upload whose URL ends in this.
    func name(_ id: String) -> String { "\(collection)/\(id)" }
}

/// Where a request of the tus protocol goes: to the path itself, or to an upload below it.
struct ResumableTarget: Sendable {
    var binding: ResumableBinding
    /// The path as the client wrote it, without the upload.
    var base: String
    var id: String?
}
