/// Finds a method by the bytes of its path, without making a string of them.
struct MethodIndex: Sendable {
    private struct Slot: Sendable {
        let path: [UInt8]
        let registration: MethodRegistration

        func registration(at other: UnsafeRawBufferPointer) -> MethodRegistration? {
            path.withUnsafeBytes { equal($0, other) } ? registration : nil
        }
    }

    /// Open addressing; at least half of the slots are empty.
    private let slots: [Slot?]
    private let mask: Int

    init(_ services: [RPCService]) {
        let registrations = services.flatMap(\.registrations)
        var capacity = 8
        while capacity < registrations.count * 2 { capacity *= 2 }
        let mask = capacity - 1
        var slots = [Slot?](repeating: nil, count: capacity)
        for registration in registrations {
            let path = Array(registration.method.path.utf8)
            var position = path.withUnsafeBytes(Self.hash) & mask
            while slots[position] != nil { position = (position + 1) & mask }
            slots[position] = Slot(path: path, registration: registration)
        }
        self.slots = slots
        self.mask = mask
    }

    func find(_ path: UnsafeRawBufferPointer) -> MethodRegistration? {
        var position = Self.hash(path) & mask
        while slots[position] != nil {
            if let found = slots[position]?.registration(at: path) { return found }
            position = (position + 1) & mask
        }
        return nil
    }

    /// FNV-1a over the end of the path, where the paths of one platform differ.
    private static func hash(_ path: UnsafeRawBufferPointer) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in path.suffix(24) { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash)
    }
}
