import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@Suite struct EtagTests {
    @Test(arguments: ["", "*", "W/\"7\"", Etag.text(version: 7, events: ["a"])])
    func `the current etag, and none, let a change through`(given: String) throws {
        try Etag.check(given, version: 7)
        #expect(Etag.text(version: 7) == "W/\"7\"")
    }

    @Test(arguments: ["W/\"6\"", "W/\"8\"", "\"7\"", "7", "W/\"7\" ", Etag.text(version: 70, events: ["a"])])
    func `another one stops it`(given: String) throws {
        let error = try #require(throws: RPCError.self) { try Etag.check(given, version: 7) }
        #expect(error.code == .aborted)
        #expect(try error.details.first?.unpack(as: GoogleRpc.ErrorInfo.self)?.reason == "ETAG_MISMATCH")
    }
}

@Suite struct UpdateMaskTests {
    private static let changeable = ["display_name", "quotas.users_max", "quotas.api_keys_max"]

    private func named(_ paths: [String]?) throws -> [String] {
        let mask = try UpdateMask(
            paths.map { GoogleProtobuf.FieldMask(paths: $0) }, changeable: Self.changeable)
        return Self.changeable.filter(mask.contains)
    }

    @Test(arguments: [nil, [], ["*"], ["*", "display_name"]]) func `no mask, and a star, name all`(
        paths: [String]?
    ) throws {
        #expect(try named(paths) == Self.changeable)
    }

    @Test func `a path names itself, and a message its members`() throws {
        #expect(try named(["display_name"]) == ["display_name"])
        #expect(try named(["quotas"]) == ["quotas.users_max", "quotas.api_keys_max"])
        #expect(try named(["quotas.users_max", "display_name"]) == ["display_name", "quotas.users_max"])
        // What a body says about which resource it means, a derived mask repeats.
        #expect(try named(["name", "etag"]) == [])
    }

    @Test(arguments: ["username", "quotas.x", "quota", "", "display_name.x", "quotas.", "DISPLAY_NAME"])
    func `a path that can't be changed is refused by its name`(path: String) throws {
        let error = try #require(throws: RPCError.self) { try named(["display_name", path]) }
        #expect(error.code == .invalidArgument)
        #expect(error.fields == ["update_mask"])
        #expect(error.message.contains("\"\(path)\" can't be changed"))
    }
}
