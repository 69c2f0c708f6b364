/// The methods of one service with their handlers.
package struct RPCService: Sendable {
    package let descriptor: ServiceDescriptor
    package private(set) var registrations: [MethodRegistration] = []

    package init(_ descriptor: ServiceDescriptor) {
        self.descriptor = descriptor
    }

    /// What `make protos` writes for each method: `run` takes the request from the call and gives the answer to it.
    package mutating func register(
        _ method: MethodDescriptor,
        _ run: @escaping @Sendable (ServerCall, ServerContext) async throws -> Void
    ) {
        add(MethodRegistration(method: method, run: run))
    }

    mutating func add(_ registration: MethodRegistration) {
        registrations.append(registration)
    }
}

/// A method with its handler; an object, so that a call refers to it at the price of one reference count.
package final class MethodRegistration: Sendable {
    package let method: MethodDescriptor
    let run: @Sendable (ServerCall, ServerContext) async throws -> Void
    /// Whether it asks for the server's health: a server with much to do is not to be taken for a dead one. Watching it
    /// is none, for that holds a place as long as the client likes.
    let isProbe: Bool
    /// nil where nothing is measured.
    let instruments: ServerMethodInstruments?

    init(
        method: MethodDescriptor, instruments: ServerMethodInstruments? = nil,
        run: @escaping @Sendable (ServerCall, ServerContext) async throws -> Void
    ) {
        self.method = method
        self.instruments = instruments
        self.run = run
        isProbe = method.service == "grpc.health.v1.Health" && ["Check", "List"].contains(method.method)
    }

    /// A method that is named, not served.
    init(method: MethodDescriptor) {
        self.method = method
        isProbe = false
        instruments = nil
        self.run = { _, _ in throw RPCError(.unimplemented, "\(method.path) has no handler.") }
    }

    /// The same method on a server that measures its calls.
    func measured(by instruments: ServerMethodInstruments) -> MethodRegistration {
        MethodRegistration(method: method, instruments: instruments, run: run)
    }
}
