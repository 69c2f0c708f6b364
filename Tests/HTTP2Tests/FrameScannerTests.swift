import Testing

@testable import HTTP2

@Suite("The frame scanner")
struct FrameScannerTests {
    private func frame(_ type: UInt8, flags: UInt8 = 0, payload: Int = 0) -> [UInt8] {
        [0, 0, UInt8(payload), type, flags, 0, 0, 0, 1] + [UInt8](repeating: 0, count: payload)
    }

    /// As a session does it.
    private func feed(_ bytes: some Sequence<UInt8>, to scanner: inout FrameScanner) {
        Array(bytes).withUnsafeBytes { bytes in
            var rest = bytes
            if !scanner.held.isEmpty {
                guard scanner.completeHeld(with: &rest) else { return }
                scanner.clearHeld()
            }
            _ = scanner.scan(rest)
        }
    }

    @Test("a header block is awaited from its first byte to its last, over all its frames", arguments: [1, 4, 1000])
    func headerBlock(pieceBytes: Int) {
        var scanner = FrameScanner(expectsClientPreface: false)
        let bytes =
            frame(FrameType.headers, payload: 20) + frame(FrameType.continuation, payload: 5)
            + frame(FrameType.continuation, flags: FrameFlags.endHeaders, payload: 7)
        var rest = bytes[...]
        while !rest.isEmpty {
            feed(rest.prefix(pieceBytes), to: &scanner)
            rest = rest.dropFirst(pieceBytes)
            #expect(scanner.isAwaitingRest == !rest.isEmpty)
            #expect(scanner.frameNumber <= 1)
        }
        #expect(scanner.frameNumber == 1)
    }

    @Test("a frame that is not DATA is awaited, and DATA and the preface are not")
    func others() {
        var scanner = FrameScanner(expectsClientPreface: true)
        feed([UInt8](repeating: 0, count: 10), to: &scanner)
        #expect(!scanner.isAwaitingRest)
        feed([UInt8](repeating: 0, count: 14), to: &scanner)
        #expect(!scanner.isAwaitingRest)
        feed(frame(FrameType.settings, payload: 6).dropLast(), to: &scanner)
        #expect(scanner.isAwaitingRest)
        feed([0], to: &scanner)
        #expect(!scanner.isAwaitingRest)
        feed(frame(FrameType.data, payload: 6).dropLast(), to: &scanner)
        #expect(!scanner.isAwaitingRest)
        // The beginning of the next frame.
        feed([0, 0], to: &scanner)
        #expect(scanner.isAwaitingRest)
    }

    @Test("what counts as cheap for the peer")
    func controlFrames() {
        func count(_ bytes: [UInt8]) -> Int {
            var scanner = FrameScanner(expectsClientPreface: false)
            feed(bytes, to: &scanner)
            return scanner.takeControlFrames()
        }
        #expect(count(frame(FrameType.data)) == 1)
        #expect(count(frame(FrameType.data, flags: FrameFlags.endStream)) == 0)
        #expect(count(frame(FrameType.data, payload: 1)) == 0)
        #expect(count(frame(FrameType.data, flags: FrameFlags.padded, payload: 1)) == 1)
        #expect(count(frame(FrameType.headers, flags: FrameFlags.endHeaders, payload: 1)) == 0)
        #expect(count(frame(FrameType.settings)) == FrameScanner.settingsWeight)
        #expect([2, 6, 7, 8, 0x10, 0xff].map { count(frame($0, payload: 4)) } == [1, 1, 1, 1, 1, 1])
        #expect(count(frame(FrameType.reset, payload: 4)) == 0)
    }
}

@Suite("Resets that were sent")
struct RecentResetsTests {
    @Test("as many as the capacity are remembered, the last ones")
    func capacity() {
        var resets = RecentResets(capacity: 3)
        for id: Int32 in [1, 3, 5, 7] { resets.insert(id) }
        #expect([1, 3, 5, 7].map { resets.contains($0) } == [false, true, true, true])
        for id: Int32 in [9, 11] { resets.insert(id) }
        #expect([5, 7, 9, 11].map { resets.contains($0) } == [false, true, true, true])
    }
}
