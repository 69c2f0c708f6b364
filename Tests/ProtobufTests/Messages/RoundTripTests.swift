import Messages
import Protobuf
import Testing

/// Swift value → bytes → Swift value, for every kind of field that our protos have.
@Suite struct RoundTripTests {
    private func roundTrip<Message: ProtobufMessage>(_ message: Message) throws -> Message {
        try Message(serialized: message.serialized())
    }

    @Test func `an empty message takes no bytes`() throws {
        #expect(DetectionV1.Detector().serialized() == [])
        #expect(try DetectionV1.Detector(serialized: []) == DetectionV1.Detector())
    }

    @Test func `scalars, strings, messages and maps survive`() throws {
        let dataset = DatasetV1.Dataset(
            name: "datasets/1", displayName: "Größe 😀", labels: ["b": "2", "a": "1", "": ""],
            schema: .init(columns: [.init(name: "x", type: .float, role: .feature, missingCount: -1), .init()]),
            rowCount: .max, byteSize: .min, createTime: .init(seconds: -1, nanos: 999_999_999))
        #expect(try roundTrip(dataset) == dataset)
    }

    @Test func `optional fields keep their presence, defaults included`() throws {
        let zero = DetectionV1.Contribution(feature: "f", value: 0)
        #expect(try roundTrip(zero).value == 0)
        #expect(try roundTrip(DetectionV1.Contribution(feature: "f")).value == nil)
    }

    @Test func `a oneof keeps its case, defaults included`() throws {
        for policy: DetectionV1.ThresholdPolicy.Policy? in [.contamination(0), .fixedScore(-1.5), nil] {
            #expect(try roundTrip(DetectionV1.ThresholdPolicy(policy: policy)).policy == policy)
        }
        let empty = DatasetV1.UploadDatasetRequest(part: .chunk([]))
        #expect(try roundTrip(empty) == empty)
        let spec = DatasetV1.UploadDatasetRequest(part: .spec(.init()))
        #expect(try roundTrip(spec) == spec)
    }

    @Test func `unknown enum values survive`() throws {
        let column = DatasetV1.Column(name: "x", type: .unrecognized(4711), role: .unrecognized(-3))
        #expect(try roundTrip(column) == column)
    }

    @Test(arguments: [0, 1, 3, 255, 256, 300, 100_000])
    func `packed numbers and bytes survive at every size`(count: Int) throws {
        let message = TestingV1.EchoMessage(
            payload: ByteSlice((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }), count: -1,
            numbers: PackedSlice((0..<count).map { Double($0) / 3 }))
        let copy = try roundTrip(message)
        #expect(copy == message)
        #expect(copy.numbers.reduce(0, +) == message.numbers.reduce(0, +))
    }

    @Test func `slices outlive the message and the arena's next use`() throws {
        let bytes = TestingV1.EchoMessage(payload: ByteSlice([UInt8](repeating: 9, count: 50_000))).serialized()
        let payload = try TestingV1.EchoMessage(serialized: bytes).payload
        for _ in 0..<10 {
            _ = try TestingV1.EchoMessage(
                serialized: TestingV1.EchoMessage(text: String(repeating: "z", count: 50_000)).serialized())
        }
        #expect(payload.count == 50_000 && payload.allSatisfy { $0 == 9 })
    }

    @Test func `JSON-like values survive`() throws {
        let value: GoogleProtobuf.Value = ["n": nil, "d": 1.5, "s": "t", "b": true, "l": [1, [2, ["deep": "er"]]]]
        #expect(try roundTrip(value) == value)
        #expect(value.structure?["l"]?.list?.first?.number == 1)
    }

    @Test func `Any packs and unpacks by name`() throws {
        let detail = GoogleRpc.BadRequest(fieldViolations: [.init(field: "name", description: "is empty")])
        let any = try roundTrip(GoogleProtobuf.`Any`(packing: detail))
        #expect(any.typeUrl == "type.googleapis.com/google.rpc.BadRequest")
        #expect(try any.unpack(as: GoogleRpc.BadRequest.self) == detail)
        #expect(try any.unpack(as: GoogleRpc.RetryInfo.self) == nil)
    }

    @Test func `a NUL in a string is sent as U+FFFD, never as an end`() throws {
        #expect(try roundTrip(TestingV1.EchoMessage(text: "a\0b")).text == "a\u{FFFD}b")
    }
}
