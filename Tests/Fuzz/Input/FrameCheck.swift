/// What leaves a connection must be whole frames of known types, whatever has arrived.
struct FrameCheck {
    private var skip: Int
    private var header: [UInt8] = []

    /// - Parameter prefaceBytes: that come before the first frame.
    init(prefaceBytes: Int) {
        skip = prefaceBytes
    }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if skip > 0 {
                skip -= 1
                continue
            }
            header.append(byte)
            guard header.count == 9 else { continue }
            require(header[3] <= 9, "a frame of type \(header[3]) was sent")
            require(header[5] < 0x80, "a frame has a reserved bit in its stream id")
            skip = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
            header.removeAll(keepingCapacity: true)
        }
    }
}
