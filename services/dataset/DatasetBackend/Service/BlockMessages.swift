internal import Messages
internal import Protobuf

extension EncodedBlock {
    /// What is stored: the block's message without its place, so that equal columns of several versions share a blob.
    func blob() -> Blob {
        Blob(
            DatasetV1.ColumnBlock(
                type: DatasetV1.ColumnType(type), rowCount: Int32(rowCount),
                encoding: encoding == .zstd ? .zstd : .plain, validity: ByteSlice(validity),
                dictionary: ByteSlice(dictionary), data: ByteSlice(data)
            ).serialized())
    }

    init(blob: [UInt8]) throws {
        let message = try DatasetV1.ColumnBlock(serialized: blob)
        guard let type = ValueType(message.type), let encoding = Encoding(message.encoding) else {
            throw BlockError.damaged("an unknown type or encoding")
        }
        self.init(
            type: type, rowCount: Int(message.rowCount), encoding: encoding, validity: Array(message.validity),
            dictionary: Array(message.dictionary), data: Array(message.data))
    }
}

extension EncodedBlock.Encoding {
    fileprivate init?(_ encoding: DatasetV1.BlockEncoding) {
        switch encoding {
        case .plain: self = .plain
        case .zstd: self = .zstd
        default: return nil
        }
    }
}

extension DatasetV1.ColumnType {
    init(_ type: ValueType) {
        self =
            switch type {
            case .integer: .integer
            case .float: .float
            case .boolean: .boolean
            case .timestamp: .timestamp
            case .string: .string
            }
    }
}

extension ValueType {
    init?(_ type: DatasetV1.ColumnType) {
        switch type {
        case .integer: self = .integer
        case .float: self = .float
        case .boolean: self = .boolean
        case .timestamp: self = .timestamp
        case .string: self = .string
        default: return nil
        }
    }
}
