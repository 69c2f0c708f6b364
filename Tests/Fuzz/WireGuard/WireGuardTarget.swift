import Messages
import Protobuf

/// The guard and protobuf-c's unpackers behind it, with message types of every shape.
enum WireGuardTarget {
    private static let types: [any ProtobufMessage.Type] = [
        TestingV1.EchoMessage.self, GoogleProtobuf.Struct.self, GoogleRpc.Status.self, GoogleRpc.BadRequest.self,
        GrpcTesting.SimpleRequest.self, GrpcTesting.StreamingOutputCallRequest.self, AuthV1.LoginResponse.self,
        AuthV1.ListUsersResponse.self, DatasetV1.UploadDatasetRequest.self, DatasetV1.ColumnBlock.self,
        DatasetV1.ListRowsResponse.self, DetectionV1.ScoreRowsRequest.self, DetectionV1.ScoreRowsResponse.self,
        DetectionV1.ModelSnapshot.self, DetectionV1.Detector.self, GrpcReflectionV1.ServerReflectionResponse.self,
        MetricsV1.ReportSamplesRequest.self,
    ]

    static func run(_ input: FuzzInput) {
        var input = input
        let type = types[input.number(below: types.count)]
        check(type, input.remaining())
    }

    private static func check(_ type: (some ProtobufMessage).Type, _ bytes: [UInt8]) {
        let isPassed = bytes.withUnsafeBytes { (try? WireGuard.check($0, type.layout)) != nil }
        do throws(WireError) {
            let message = try type.init(serialized: bytes)
            // NaNs are not equal to themselves, so it is the bytes that are compared.
            let canonical = message.serialized()
            let again = try type.init(serialized: canonical)
            require(again.serialized() == canonical, "\(type.messageName) changes when it is sent on")
        } catch {
            // The unpacker refuses nothing that the guard has passed; a memory limit may stop what was sent on.
            if isPassed { require(error == .tooManyElements, "\(type.messageName): \(error)") }
        }
    }
}
