internal import Messages
internal import Protobuf
internal import RPC

extension ResponseWriter<DatasetV1.ColumnBlock> {
    /// Sends a stored block as it is.
    ///
    /// Two messages one after the other are their merger (protobuf's encoding guide), so what storage does not know, the
    /// block's name and place, follows its bytes: no value is looked at, and nothing is copied but into the frame.
    func write(_ blob: LentBlob, at block: BlockRecord, of column: String) async throws {
        let place = DatasetV1.ColumnBlock(column: column, firstRow: block.firstRow).serialized()
        let size = blob.withUnsafeBytes { $0.count }
        try await write(byteCount: size + place.count) { frame in
            blob.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: frame[..<size]).copyMemory(from: $0) }
            UnsafeMutableRawBufferPointer(rebasing: frame[size...]).copyBytes(from: place)
        }
    }
}
