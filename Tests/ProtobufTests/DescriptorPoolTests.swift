import Testing

@testable import Protobuf

@Suite struct DescriptorPoolTests {
    private func field(_ name: String) throws -> FieldDescriptor {
        let type = try #require(JSONFixture.pool.message(named: JSONFixture.everything))
        return try #require(type.field(named: name))
    }

    @Test func fieldsCarryTheirShape() throws {
        #expect(try field("ints").isPacked)
        #expect(try !field("loose_ints").isPacked)
        #expect(try !field("strings").isPacked)
        #expect(try field("labels").isMap)
        #expect(try !field("children").isMap)
        #expect(try field("maybe_int").hasPresence && field("maybe_int").oneof == nil)
        #expect(try field("text_choice").oneof == 0 && field("child_choice").oneof == 0)
        #expect(try !field("an_int32").hasPresence)
        #expect(try field("child").hasPresence)
        #expect(try field("other name").name == "renamed")
        #expect(try field("anInt32").number == 3)
    }

    @Test func fieldsAreFoundByNumber() throws {
        let type = try #require(JSONFixture.pool.message(named: JSONFixture.everything))
        #expect(type.field(number: 100_000)?.name == "far_away")
        #expect(type.field(number: 14)?.name == "a_string")
        #expect(type.field(number: 29) == nil)
        #expect(type.field(number: 0) == nil)
        #expect(type.field(number: 99_999) == nil)
    }

    @Test func jsonNamesFollowProtocsRule() {
        #expect(lowerCamel("row_count") == "rowCount")
        #expect(lowerCamel("content_sha256") == "contentSha256")
        #expect(lowerCamel("a_1b") == "a1b")
        #expect(lowerCamel("_x") == "X")
    }

    @Test func aBrokenSetIsRefused() {
        #expect(throws: DescriptorError.malformed(.lengthBeyondEnd)) {
            try [UInt8]([0x0A, 0x05, 0x0A]).withUnsafeBytes { try DescriptorPool(fileDescriptorSet: $0) }
        }
    }
}
