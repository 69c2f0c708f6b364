import FoundationEssentials
import RPC
import ServiceKit
import TestKit
import Testing

@Suite struct ResourceNameTests {
    private static let id = "0a1b2c3d-0000-4000-8000-00000000000f"
    private static let other = "11111111-1111-4111-8111-111111111111"

    @Test func `ids come out of a name that is laid out as expected`() throws {
        #expect(try ResourceName.id("detectors/\(Self.id)", in: "detectors").text == Self.id)
        let ids = try ResourceName.ids("detectors/\(Self.id)/models/\(Self.other)", "detectors", "models")
        #expect(ids.map(\.text) == [Self.id, Self.other])
    }

    @Test(arguments: [
        "", "detectors", "detectors/", "/\(id)", "models/\(id)", "detectors/\(id)/", "/detectors/\(id)",
        "detectors/\(id)/models/\(other)", "detectors/1", "detectors//\(id)", "detectors/\(id.uppercased())",
        "detectors/{\(id)}", "detectors/\(id) ", "Detectors/\(id)",
    ])
    func `any other name names nothing`(name: String) async throws {
        let error = #expect(throws: RPCError.self) { try ResourceName.id(name, in: "detectors") }
        #expect(error?.code == .notFound)
        #expect(error?.message == "There is no \"\(name)\".")
    }

    @Test func `an error repeats a long name in part only`() {
        let most = ServiceLimits.quotedNameCharactersMax
        let longest = String(repeating: "n", count: most)
        #expect(ResourceName.notFound(longest).message == "There is no \"\(longest)\".")
        #expect(ResourceName.notFound(longest + "n").message == "There is no \"\(longest)\".")
    }
}
