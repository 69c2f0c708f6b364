import Messages
import Protobuf

/// JSON texts and wire bytes, converted to each other by descriptor.
enum JSONTarget {
    private static let pool: DescriptorPool = {
        do {
            return try DescriptorPool(fileDescriptorSet: DescriptorSet.bytes)
        } catch {
            fatalError("the embedded descriptors: \(error)")
        }
    }()
    private static let codec = JSONCodec(pool)
    private static let types = [
        "google.protobuf.Struct", "google.protobuf.Value", "google.rpc.Status", "google.protobuf.Duration",
        "google.protobuf.Timestamp", "pynomaly.testing.v1.EchoMessage", "pynomaly.dataset.v1.Dataset",
        "pynomaly.dataset.v1.ColumnBlock", "pynomaly.detection.v1.Detector", "pynomaly.detection.v1.ScoreRowsRequest",
        "pynomaly.detection.v1.ScoreRowsResponse", "pynomaly.detection.v1.ModelSnapshot",
        "grpc.testing.SimpleRequest", "google.longrunning.Operation",
    ].filter { pool.message(named: $0) != nil }

    static func run(_ input: FuzzInput) {
        var input = input
        let type = types[input.number(below: types.count)]
        if input.flag() {
            checkWire(input.remaining(), type)
        } else if let wire = try? codec.wireBytes(fromJSON: input.remaining(), type: type) {
            // What a text becomes is a message that can be written.
            checkWire(wire, type, isOurs: true)
        }
    }

    /// The text of a message reads as the same message.
    private static func checkWire(_ wire: [UInt8], _ type: String, isOurs: Bool = false) {
        do throws(JSONError) {
            let json = try codec.json(fromWire: wire, type: type)
            do throws(JSONError) {
                let again = try codec.wireBytes(fromJSON: json, type: type)
                let jsonAgain = try codec.json(fromWire: again, type: type)
                require(json == jsonAgain, "\(type): \(text(json)) became \(text(jsonAgain))")
            } catch {
                // protobuf-c would cut a string off at a NUL, so it is refused where it comes in, and only there.
                let hasNUL = text(json).contains("\\u0000")
                require(
                    error.reason == .limit || hasNUL, "\(type): our own text \(text(json)) was refused: \(error)")
            }
        } catch {
            require(!isOurs || error.reason == .limit, "\(type): what our own reader made was refused: \(error)")
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
